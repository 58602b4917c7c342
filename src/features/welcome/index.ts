/** The welcome e-mail: its content, who gets it and who not, waves, one person. */
import type { Job } from '../../platform/jobs.ts';
import { planWaveJob } from './plan-wave.ts';
import { takeBackWaveJob } from './steer-wave.ts';

export type { Invited } from './invite-people.ts';
export { welcomeRoutes } from './routes.ts';
export { sendOneWelcome } from './send-one.ts';
export { sendWelcomeMails } from './send-welcome-mails.ts';
export { waveBelongings } from './wave-belongings.ts';
export { welcomeMail, welcomeTestMail } from './welcome-mail.ts';
export const welcomeJobs = [planWaveJob, takeBackWaveJob] as Job[];
