export { importJobs } from './jobs.ts';
export { importRoutes } from './routes.ts';
export { importBelongings } from './import-belongings.ts';
