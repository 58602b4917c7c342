export { actAtOnce } from './act-at-once.ts';
export { actBelongings } from './act-belongings.ts';
export { carryOutAct } from './carry-out-act.ts';
export { type Act, defineAct } from './define-act.ts';
export { actJob } from './jobs.ts';
export { actRoutes } from './routes.ts';
export { type Acts, showAct, showSkips, startAct } from './start-act.ts';
export { userActs } from './user-acts.ts';
