export { eraseOldImports } from './erase-old-imports.ts';
export { importBelongings } from './import-belongings.ts';
export { importJobs } from './jobs.ts';
export { importRoutes } from './routes.ts';
