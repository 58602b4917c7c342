export { createArrival } from './create-arrival.ts';
export { welcomeOnDayJob } from './jobs.ts';
export { planWelcome } from './plan-welcome.ts';
export { arrivalRoutes } from './routes.ts';
