import type { UserId } from '../../kernel/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { addressChangesOf } from './profile-store.ts';

/** Every other address that was ever asked for, for a person. */
export async function addressesEver(scope: Scope, userId: UserId): Promise<string[]> {
  return (await addressChangesOf(scope.tx, scope.tenant.id, userId)).map(({ address }) => address);
}
