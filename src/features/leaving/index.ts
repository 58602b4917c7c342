export { erasePerson } from './erase-person.ts';
export { everythingAbout } from './everything-about.ts';
export { leaveOnEndDate } from './leave-on-end-date.ts';
export { leavingRoutes } from './routes.ts';
