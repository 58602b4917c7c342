import type { Belongings } from '../../platform/belongings.ts';
import { deletePasskeys, listPasskeys, removeTwoStep, showTwoStep } from '../factors/index.ts';
import { giveUpFileJob } from '../tenants/index.ts';
import { findUser } from '../users/index.ts';
import { addressChangesOf, forgetAccount, wantsGroupMails } from './profile-store.ts';

/** How a person proves who they are (never a secret), their wishes, their addresses. Erased, the photo's bytes go too. */
export const profileBelongings: Belongings = {
  name: 'account',
  about: async (scope, userId) => ({
    notifications: { groupMails: await wantsGroupMails(scope.tx, scope.tenant.id, userId) },
    twoStep: await showTwoStep(scope, userId),
    passkeys: (await listPasskeys(scope.tx, scope.tenant.id, userId)).map((passkey) => ({
      name: passkey.name,
      createdAt: passkey.created_at,
      lastUsedAt: passkey.last_used_at,
    })),
    addressChanges: await addressChangesOf(scope.tx, scope.tenant.id, userId),
  }),
  formerly: async (scope, userId) =>
    (await addressChangesOf(scope.tx, scope.tenant.id, userId)).map(({ address, askedAt }) => ({
      until: askedAt,
      email: address,
    })),
  erase: async (scope, userId) => {
    const photo = (await findUser(scope.tx, userId))?.photo_file;
    await removeTwoStep(scope, userId);
    await deletePasskeys(scope.tx, scope.tenant.id, userId);
    await forgetAccount(scope.tx, scope.tenant.id, userId);
    if (photo) await scope.enqueue(giveUpFileJob, { file: photo });
  },
};
