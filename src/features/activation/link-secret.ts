import type { ActivationId, TenantId, UserId } from '../../kernel/ids.ts';
import { base32, equalSecrets, type Secrets } from '../../platform/secrets.ts';

/** Everything a link's secret is made of: change any of it and the secret is another. */
export interface LinkIdentity {
  id: ActivationId;
  tenantId: TenantId;
  userId: UserId;
  purpose: 'activation' | 'reset';
  emailKey: string | null;
  authEpoch: number;
  generation: number;
}

/** 256 bits, as 52 characters that survive every mail program. The same each time it is asked for; nothing of it is at rest. */
function linkSecret(secrets: Secrets, link: LinkIdentity): string {
  const { purpose, tenantId, userId, emailKey, authEpoch, generation, id } = link;
  return base32(secrets.mac('link', purpose, tenantId, userId, emailKey ?? '', String(authEpoch), String(generation), id));
}

/** In constant time; where there is no such link the same work is done, and the answer is no. */
export function provesLink(secrets: Secrets, link: LinkIdentity | undefined, shown: string): boolean {
  const expected = linkSecret(secrets, link ?? NOTHING);
  return equalSecrets(expected, shown) && link !== undefined;
}

const NOTHING: LinkIdentity = {
  id: '' as ActivationId,
  tenantId: '' as TenantId,
  userId: '' as UserId,
  purpose: 'activation',
  emailKey: null,
  authEpoch: 0,
  generation: 0,
};

/** The whole address; the secret stands behind the `#`, which no browser sends anywhere. */
export function linkUrl(secrets: Secrets, publicUrl: string, link: LinkIdentity): string {
  return `${publicUrl}/${link.purpose === 'activation' ? 'activate' : 'reset'}/${link.id}#${linkSecret(secrets, link)}`;
}
