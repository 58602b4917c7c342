import type { ApiKey } from '../../contract/keys.ts';
import type { Permission } from '../../contract/permissions.ts';
import { AppError } from '../../kernel/app-error.ts';
import { type ApiKeyId, newId } from '../../kernel/ids.ts';
import { allow, may, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { newKey } from './key-format.ts';
import { insertKey, listKeys, revokeKey } from './key-store.ts';

const DAY = 86_400_000;

/** Every key of the environment, also those that no longer work: the newest first. */
export async function showKeys(scope: Scope): Promise<ApiKey[]> {
  allow(scope, 'keys.manage');
  const rows = await listKeys(scope.tx, scope.tenant.id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes as Permission[],
    madeBy: row.maker,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    works:
      row.revoked_at === null &&
      row.maker_deactivated_at === null &&
      row.auth_epoch === row.maker_epoch &&
      !(row.expires_at && row.expires_at <= scope.now),
  }));
}

/**
 * Makes a key that may what its scopes say and its maker may at the moment of each use; its secret is shown this once and
 * kept as a hash. A key cannot make keys. Records `key.created`. @throws AppError `keys.tooMuch`
 */
export async function makeKey(
  scope: Scope,
  input: { name: string; scopes: Permission[]; expiresInDays: number | null },
): Promise<{ key: ApiKey; secret: string }> {
  allow(scope, 'keys.manage');
  const { actor } = scope;
  if (actor.kind !== 'user') throw new AppError('forbidden');
  const scopes = [...new Set(input.scopes)];
  if (scopes.some((permission) => !may(actor, permission))) throw new AppError('keys.tooMuch');
  const made = newKey();
  const id = newId<'apiKey'>();
  const expiresAt = input.expiresInDays === null ? null : new Date(scope.now.getTime() + input.expiresInDays * DAY);
  await insertKey(
    scope.tx,
    scope.tenant.id,
    { id, name: input.name, prefix: made.prefix, secretHash: made.hash, scopes, makerId: actor.userId, expiresAt },
    scope.now,
  );
  await record(scope, 'key.created', {
    target: { kind: 'key', id, name: input.name },
    detail: { scopes, expiresAt: expiresAt?.toISOString() ?? null },
  });
  const key: ApiKey = {
    id,
    name: input.name,
    prefix: made.prefix,
    scopes,
    madeBy: actor.name,
    createdAt: scope.now.toISOString(),
    lastUsedAt: null,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: null,
    works: true,
  };
  return { key, secret: made.key };
}

/** Ends a key at once. Records `key.revoked`. @throws AppError `keys.notFound` */
export async function endKey(scope: Scope, id: ApiKeyId): Promise<void> {
  allow(scope, 'keys.manage');
  const name = await revokeKey(scope.tx, scope.tenant.id, id, scope.now);
  if (name === undefined) throw new AppError('keys.notFound');
  await record(scope, 'key.revoked', { target: { kind: 'key', id, name } });
}
