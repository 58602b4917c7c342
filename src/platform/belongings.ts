import type { UserId } from '../kernel/ids.ts';
import type { Former, Traces } from '../kernel/traces.ts';
import type { Scope } from './scope.ts';

/**
 * What a feature holds about one person. Each feature that holds anything tells it here; main/belongings.ts puts them
 * together, for "everything about this person" (GDPR article 15) and for erasing it (article 17).
 */
export interface Belongings {
  /** A key of the exported file. */
  name: string;
  about(scope: Scope, userId: UserId): Promise<unknown>;
  /** What it still knows them to have been called: traces as well. */
  formerly?(scope: Scope, userId: UserId): Promise<Former[]>;
  /**
   * Takes away what names the person, or is only theirs; what others need (content, counts, the chain) stays without the name.
   * `traces` finds them in words about others.
   */
  erase(scope: Scope, userId: UserId, traces: Traces): Promise<void>;
}
