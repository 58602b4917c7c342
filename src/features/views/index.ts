export { viewRoutes } from './routes.ts';
export { createView, showViews } from './saved-views.ts';
export { viewBelongings } from './views-belongings.ts';
