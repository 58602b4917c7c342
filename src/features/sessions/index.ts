/** Who is here: signing in, devices, API keys, and the counters that slow guessing down. */
export { devicesOfUser, endDeviceOfUser } from './devices-of-user.ts';
export { makeIdentify } from './identify.ts';
export { changeOwnPassword, demandGoodPassword, keepFirstPassword, passwordSince, replacePassword } from './keep-password.ts';
export { endAllOf } from './log-out.ts';
export { hashPassword } from './password-hash.ts';
export { proofRoutes } from './proof-routes.ts';
export { countTryOf, demandFreshProof, demandOwnPassword, provedUntil, selfOf } from './prove-again.ts';
export { makeRememberSeen } from './remember-seen.ts';
export { sessionRoutes } from './routes.ts';
export { sessionActs } from './session-acts.ts';
export { sessionBelongings } from './session-belongings.ts';
export { startSession, type Visit } from './start-session.ts';
export { SETUP_CODE, waitAfter } from './try-limits.ts';
export { takeFrom } from './try-store.ts';
