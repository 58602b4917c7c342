/** The link, its pages, the moment a person becomes active; password reset. */
export { comeIn } from './activate.ts';
export type { Prepared } from './activation-store.ts';
export { linkMails } from './link-mails.ts';
export { linksFor, prepareActivations, prepareReset, type WrittenLink, withdrawLinks } from './prepare-links.ts';
export { activationRoutes } from './routes.ts';
export { helpJob } from './send-help.ts';
export { resetActs } from './reset-acts.ts';
export { actingAs } from './acting-as.ts';
export { revokeLinks } from './activation-store.ts';
export { ownWords } from './look-at-link.ts';
export { activationBelongings } from './activation-belongings.ts';
