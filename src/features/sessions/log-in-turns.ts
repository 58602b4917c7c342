import DataLoader from 'dataloader';
import type { TenantId } from '../../kernel/ids.ts';
import type { App } from '../../platform/scope.ts';
import { type Asked, beginLogIns, type Entry, enterAll, type Meant, type Outcome } from './log-in-store.ts';
import { waitForHash } from './password-hash.ts';
import { TENANT_KEY } from './try-limits.ts';

/** What log-ins of one environment ask of the database. */
export interface Turns {
  begin(asked: Asked): Promise<Meant>;
  enter(entry: Entry): Promise<Outcome>;
}

const MOST = 50;
/** Milliseconds that log-ins are collected at most, however long the queue for a hash is. */
const LONGEST = 60;

/**
 * Log-ins of the same moment go to the database together: in a flood of them, those of the time they queue for the processor
 * anyway; else nobody waits for anybody. One that the database refuses takes no other along.
 */
export function makeTurns(app: Pick<App, 'db' | 'clock'>): (tenantId: TenantId) => Turns {
  const known = new Map<TenantId, Turns>();

  function turnsOf(tenantId: TenantId): Turns {
    const beginning = together((asked: readonly Asked[]) => beginLogIns(app.db, tenantId, asked, TENANT_KEY, app.clock.shift));
    const entering = together((entries: readonly Entry[]) => enterAll(app.db, tenantId, entries, app.clock.shift));
    return { begin: (asked) => beginning.load(asked), enter: (entry) => entering.load(entry) };
  }

  return (tenantId) => {
    const turns = known.get(tenantId) ?? turnsOf(tenantId);
    known.set(tenantId, turns);
    return turns;
  };
}

function together<One, Answer>(work: (all: readonly One[]) => Promise<Answer[]>): DataLoader<One, Answer> {
  const alone = (one: One): Promise<Answer | Error> => work([one]).then(([answer]) => answer as Answer, asError);
  return new DataLoader<One, Answer>(
    (all) => (all.length === 1 ? work(all) : work(all).catch(() => Promise.all(all.map(alone)))),
    {
      cache: false,
      maxBatchSize: MOST,
      batchScheduleFn: (go) => {
        const wait = Math.min(waitForHash(), LONGEST);
        if (wait) setTimeout(go, wait);
        else setImmediate(go);
      },
    },
  );
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
