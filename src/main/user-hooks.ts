import { askToConfirm } from '../features/profile/index.ts';
import type { UserHooks } from '../features/users/index.ts';

/** What happens elsewhere when a person is changed. */
export const userHooks: UserHooks = { addressToConfirm: askToConfirm };
