export { viewRoutes } from './routes.ts';
export { createView } from './saved-views.ts';
export { viewBelongings } from './views-belongings.ts';
