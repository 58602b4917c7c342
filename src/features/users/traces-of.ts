import { hasAny, type Traces } from '../../kernel/traces.ts';
import type { UserRecord } from './user-store.ts';

/** Shorter ones stand in too much that is not about the person. */
const SHORTEST = 4;

type Named = Pick<
  UserRecord,
  'first_name' | 'last_name' | 'display_name' | 'email' | 'pending_email' | 'user_name' | 'external_id' | 'deactivation_reason'
>;

/** What finds a person in words about others. A single name alone does not: it is somebody else's as well. */
export function tracesOf(person: Named, addresses: readonly string[]): Traces {
  const names = [person.display_name, `${person.first_name} ${person.last_name}`].filter((name) => name.trim().includes(' '));
  const keys = [person.email, person.pending_email, person.user_name, person.external_id, ...addresses];
  const phrases = [...names, ...keys.filter((key) => key !== null && key.length >= SHORTEST)];
  const single = folded([person.first_name, person.last_name]);
  const reason = person.deactivation_reason?.trim() ?? '';
  return { phrases: folded(phrases), names: single, reason: hasAny(reason, single) ? reason : null };
}

const folded = (texts: (string | null)[]) => [...new Set(texts.map((text) => (text ?? '').trim().toLowerCase()).filter(Boolean))];
