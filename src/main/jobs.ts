import { helpJob } from '../features/activation/index.ts';
import { importJobs } from '../features/imports/index.ts';
import type { Job } from '../platform/jobs.ts';

/** Every job the workers know. One line per feature. */
export const allJobs: Job[] = [helpJob, ...importJobs];
