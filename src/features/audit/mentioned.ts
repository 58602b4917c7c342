import { isUuid } from '../../kernel/ids.ts';
import type { Scope } from '../../platform/scope.ts';

/** Names for ids of people and groups that events mention; whoever is gone or out of sight is not in the answer. */
export type NamesOf = (scope: Scope, ids: string[]) => Promise<Record<string, string>>;

/** As many as a page of events can reasonably mention; the rest keep their ids. */
const MOST = 2000;

/** Every id in a detail, however deep. */
export function idsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (found.size >= MOST) return found;
  if (typeof value === 'string') {
    if (isUuid(value)) found.add(value);
  } else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) idsIn(one, found);
  return found;
}
