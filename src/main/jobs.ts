import { helpJob } from '../features/activation/index.ts';
import { actJob } from '../features/acts/index.ts';
import { welcomeOnDayJob } from '../features/arrivals/index.ts';
import { verifyJob } from '../features/audit/index.ts';
import { importJobs } from '../features/imports/index.ts';
import { giveUpFileJob } from '../features/tenants/index.ts';
import { welcomeJobs } from '../features/welcome/index.ts';
import type { Job } from '../platform/jobs.ts';
import { allActs } from './acts.ts';

/** Every job the workers know. One line per feature. */
export const allJobs: Job[] = [
  actJob(() => allActs),
  helpJob,
  giveUpFileJob as Job,
  ...importJobs,
  ...welcomeJobs,
  welcomeOnDayJob as Job,
  verifyJob as Job,
];
