/** The link, its pages, the moment a person becomes active; password reset. */

export { actingAs } from './acting-as.ts';
export { activationBelongings } from './activation-belongings.ts';
export { revokeLinks } from './activation-store.ts';
export { linkMails } from './link-mails.ts';
export { ownWords } from './look-at-link.ts';
export { linksFor, markPrepared, prepareActivations, prepareReset } from './prepare-links.ts';
export { resetActs } from './reset-acts.ts';
export { activationRoutes } from './routes.ts';
export { helpJob } from './send-help.ts';
