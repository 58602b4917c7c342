import { startDelivery } from '../features/mail/index.ts';
import { startWorking } from '../platform/jobs.ts';
import type { App } from '../platform/scope.ts';
import { allJobs } from './jobs.ts';
import { allMails } from './mails.ts';
import { startRounds } from './rounds.ts';

export interface Working {
  /** Lets what runs finish and takes on nothing more. */
  stop(): Promise<void>;
}

/** Everything that happens without a request: the queue's jobs and the way out for mails. */
export async function startWork(app: App): Promise<Working> {
  const jobs = await startWorking(app, allJobs);
  const delivery = startDelivery(app, allMails);
  const rounds = startRounds(app);
  return { stop: async () => void (await Promise.all([jobs.stop(), delivery.stop(), rounds.stop()])) };
}
