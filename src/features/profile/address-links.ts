import type { AddressChangeId } from '../../kernel/ids.ts';
import { isUuid } from '../../kernel/ids.ts';
import { type App, publicUrlOf, type Scope } from '../../platform/scope.ts';
import { base32, equalSecrets, type Secrets } from '../../platform/secrets.ts';
import { type AddressChange, findAddressChanges } from './address-store.ts';

export type AddressWord = 'live' | 'confirmed' | 'expired' | 'dropped';

/** The one word for what an address link can do now. Whoever gets it has shown the link's secret. */
export function addressWordOf(change: AddressChange, now: Date): AddressWord {
  if (change.confirmedAt) return 'confirmed';
  const { person } = change;
  const stale =
    change.droppedAt || person.deactivatedAt || person.authEpoch !== change.authEpoch || person.pending !== change.address;
  if (stale) return 'dropped';
  return change.expiresAt <= now ? 'expired' : 'live';
}

/** Everything it is made of: change any of it and the secret is another. Nothing of it is at rest. */
function secretOf(secrets: Secrets, change: Omit<AddressChange, 'person'>): string {
  const { tenantId, userId, addressKey, authEpoch, id } = change;
  return base32(secrets.mac('link', 'address', tenantId, userId, addressKey, String(authEpoch), id));
}

/** The change whose secret was shown; undefined, after the same work, for everything else. */
export async function provenChange(
  app: Pick<App, 'secrets'>,
  scope: Scope,
  shown: { id: string; secret: string },
): Promise<AddressChange | undefined> {
  const id = (isUuid(shown.id) ? shown.id : '00000000-0000-0000-0000-000000000000') as AddressChangeId;
  const [found] = await findAddressChanges(scope.tx, scope.tenant.id, [id]);
  const nothing = { tenantId: '', userId: '', addressKey: '', authEpoch: 0, id: '' } as unknown as AddressChange;
  return equalSecrets(secretOf(app.secrets, found ?? nothing), shown.secret) ? found : undefined;
}

/** The addresses of links, for a mail that is being written: they exist only in what is answered here. */
export async function addressLinks(app: Pick<App, 'secrets' | 'config'>, scope: Scope, ids: readonly AddressChangeId[]) {
  const changes = await findAddressChanges(scope.tx, scope.tenant.id, ids);
  return new Map(
    changes.map((change) => [
      change.id,
      {
        url: `${publicUrlOf(app, scope.tenant)}/confirm/${change.id}#${secretOf(app.secrets, change)}`,
        address: change.address,
        state: addressWordOf(change, scope.now),
        expiresAt: change.expiresAt,
      },
    ]),
  );
}
