import { groupNamesOf } from '../features/groups/index.ts';
import { askToConfirm } from '../features/profile/index.ts';
import type { UserHooks } from '../features/users/index.ts';

/** What later features do for people, and say about them. */
export const userHooks: UserHooks = { addressToConfirm: askToConfirm, groupsOf: groupNamesOf };
