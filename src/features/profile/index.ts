/** The own account: name, photo, password, second step, passkeys, address, wishes, my data. */
export { accountMails } from './account-mails.ts';
export { askToConfirm } from './change-address.ts';
export { removeProofsOf } from './own-proofs.ts';
export { profileBelongings } from './profile-belongings.ts';
export { profileRoutes } from './routes.ts';
