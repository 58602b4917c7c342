export { erasePerson } from './erase-person.ts';
export { everythingAbout } from './everything-about.ts';
export { leavingRoutes } from './routes.ts';
