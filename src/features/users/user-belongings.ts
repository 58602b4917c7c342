import type { Belongings } from '../../platform/belongings.ts';
import { forgetReasons } from './reasons-store.ts';
import { eraseUser, findUser, withoutManager } from './user-store.ts';

const INTERNAL = new Set([
  'search_text',
  'sort_name',
  'auth_epoch',
  'version',
  'tenant_id',
  'email_key',
  'facets',
  'manager_key',
  'marks',
]);

/** The directory's own row. Erased, an empty one is left for what others hold on to: no name, no address, no number. */
export const userBelongings: Belongings = {
  name: 'profile',
  async about(scope, userId) {
    const row = await findUser(scope.tx, userId);
    return row && Object.fromEntries(Object.entries(row).filter(([column, value]) => !INTERNAL.has(column) && value !== null));
  },
  async erase(scope, userId, traces) {
    await eraseUser(scope.tx, userId, scope.now);
    for (const address of traces.phrases) if (address.includes('@')) await withoutManager(scope.tx, address).execute();
    await forgetReasons(scope.tx, traces);
  },
};
