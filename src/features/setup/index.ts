/** The first run: an environment, its owner, and sample people for whoever wants to look around. */
export { showEntryPage } from './entry-page.ts';
export { makeSetupCode } from './first-run.ts';
export { makeEnvironment } from './make-environment.ts';
export { setupRoutes } from './routes.ts';
