import { parseEmailAddress } from '../../kernel/email-address.ts';
import { displayName } from '../../kernel/person-name.ts';
import { type Former, hasAny, type Traces } from '../../kernel/traces.ts';
import type { Scope } from '../../platform/scope.ts';
import { whoHas } from './taken.ts';
import type { UserRecord } from './user-store.ts';

/** Shorter ones stand in too much that is not about the person. */
const SHORTEST = 4;

/**
 * What finds a person in words about others, also under names and addresses of before. A single name alone does not: it is somebody
 * else's as well. Nor does an address or a number that somebody else has by now.
 */
export async function tracesOf(scope: Scope, person: UserRecord, former: readonly Former[]): Promise<Traces> {
  const { names, singles } = namesEver(person, former);
  const present = [person.email, person.pending_email, person.user_name, person.external_id];
  const earlier = former.flatMap(({ email, userName, externalId }) => [email, userName, externalId]);
  const keys = new Set([...present, ...earlier].filter((key) => typeof key === 'string' && key.length >= SHORTEST) as string[]);
  for (const key of keys) {
    const email = parseEmailAddress(key);
    const holder = await whoHas(scope, { emailKey: email.ok ? email.key : null, userName: key.toLowerCase(), externalId: key });
    if (holder && holder.id !== person.id) keys.delete(key);
  }
  const single = folded(singles);
  const reason = person.deactivation_reason?.trim() ?? '';
  return { phrases: folded([...names, ...keys]), names: single, reason: hasAny(reason, single) ? reason : null };
}

type Parts = Pick<UserRecord, 'first_name' | 'name_prefix' | 'last_name' | 'display_name'>;

/** Whole names, and first and last names: those of now, and back through the changes those of before. */
export function namesEver(person: Parts, former: readonly Former[]): { names: string[]; singles: string[] } {
  let parts = { firstName: person.first_name, namePrefix: person.name_prefix ?? '', lastName: person.last_name };
  const names = [person.display_name, `${parts.firstName} ${parts.lastName}`];
  const singles = [parts.firstName, parts.lastName];
  for (const one of [...former].sort((a, b) => b.until.getTime() - a.until.getTime())) {
    const { firstName = parts.firstName, namePrefix = parts.namePrefix, lastName = parts.lastName } = one;
    parts = { firstName, namePrefix, lastName };
    names.push(one.name ?? '', displayName(parts), `${firstName} ${lastName}`);
    singles.push(firstName, lastName);
  }
  return { names: names.filter((name) => name.trim().includes(' ')), singles };
}

const folded = (texts: string[]) => [...new Set(texts.map((text) => text.trim().toLowerCase()).filter(Boolean))];
