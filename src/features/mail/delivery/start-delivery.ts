import { type MailId, newId, type TenantId } from '../../../kernel/ids.ts';
import { type App, inTenant } from '../../../platform/scope.ts';
import type { MailKinds } from '../mail-definition.ts';
import { type Ready, runChannel } from './channel.ts';
import { claimOrphans, type Held, releaseHeld, renewLeases, writeTurn } from './dispatch-store.ts';
import { claimSome, type FeedKind, writeMails } from './feed.ts';
import { DELIVERY, openLedger } from './ledger.ts';
import { settleFates } from './settle-fates.ts';
import { openTransport } from './transport.ts';

export interface Delivery {
  /** Finishes what is on its way, gives the rest back. */
  stop(): Promise<void>;
  /** Looks for work at once. */
  wake(): void;
}

export interface DeliveryTimes {
  readonly leaseMs: number;
  readonly pollMs: number;
  readonly idleLineMs: number;
}
export const DELIVERY_TIMES: DeliveryTimes = { leaseMs: 60_000, pollMs: 300, idleLineMs: 5_000 };

/** Mails held per line, beyond the one on its way: enough that no line waits for the database. */
const AHEAD = 8;
/** Kept mails go nowhere: many at once. */
const KEPT_AT_ONCE = 500;

/** Works off the outbox until stopped. Any number of processes may do so at once. */
export function startDelivery(app: App, kinds: MailKinds, times: DeliveryTimes = DELIVERY_TIMES): Delivery {
  const { mailer } = app;
  const log = app.log.child({ part: 'mail' });
  const worker = newId<'worker'>();
  const held = new Map<MailId, Held>();
  const queues: Record<FeedKind, Ready[]> = { interactive: [], bulk: [] };
  const sleepers = new Set<() => void>();
  const tasters = new Set<() => void>();
  let stopping = false;

  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      sleepers.add(wake);
    });
  const wakeAll = () => {
    for (const wake of [...sleepers]) wake();
  };
  const release = async (these: readonly Held[]) => {
    for (const one of these) held.delete(one.mailId);
    if (these.length > 0) await app.db.acrossTenants((tx) => releaseHeld(tx, these));
  };
  /** Runs a step again and again; a database that is away for a while stops nothing for good. */
  const forever = async (step: () => Promise<number | null>) => {
    while (!stopping) {
      const pause = await step().catch((error: unknown) => {
        log.warn({ err: error }, 'delivery stumbled; it goes on');
        return 2_000;
      });
      if (pause !== null && !stopping) await sleep(pause);
    }
  };

  // Room is waited for without polling: a line that takes a mail says so.
  const hungry: Record<FeedKind, (() => void) | null> = { interactive: null, bulk: null };
  const lines: Record<FeedKind, number> = { interactive: 1, bulk: mailer?.connections ?? 1 };
  const feed = (which: FeedKind) =>
    forever(async () => {
      const room = mailer === null ? KEPT_AT_ONCE : lines[which] * AHEAD - queues[which].length;
      if (room < lines[which] * (AHEAD / 2)) {
        await new Promise<void>((resolve) => {
          hungry[which] = resolve;
          if (stopping) resolve();
        });
        return null;
      }
      const claimed = await claimSome(app, which, { worker, leaseMs: times.leaseMs, limit: room, shift: app.clock.shift });
      for (const one of claimed) held.set(one.mailId, one);
      for (const tenantId of new Set<TenantId>(claimed.map((one) => one.tenantId))) {
        const ours = claimed.filter((one) => one.tenantId === tenantId);
        const ready = await writeOrSetAside(app, kinds, tenantId, ours);
        queues[which].push(...ready);
        const kept = new Set(ready.map((one) => one.held.mailId));
        for (const one of ours) if (!kept.has(one.mailId)) held.delete(one.mailId);
      }
      if (claimed.length > 0) for (const taste of [...tasters]) taste();
      return claimed.length > 0 ? null : times.pollMs;
    });

  const take = (which: FeedKind) => (): Ready | undefined | null => {
    if (stopping) return null;
    const from: FeedKind = queues.interactive.length > 0 ? 'interactive' : which;
    const ready = queues[from].shift();
    if (queues[from].length < lines[from] * (AHEAD / 2)) {
      hungry[from]?.();
      hungry[from] = null;
    }
    return ready;
  };
  const wait = (which: FeedKind) => async (): Promise<Ready | undefined | null> => {
    await new Promise<void>((resolve) => {
      const taste = () => {
        clearTimeout(timer);
        tasters.delete(taste);
        resolve();
      };
      const timer = setTimeout(taste, times.idleLineMs);
      tasters.add(taste);
    });
    return take(which)();
  };

  const ledger = openLedger(app);
  const transport = mailer === null ? null : openTransport(app, mailer);
  const policyRefusals = new Map<string, number>();
  const letGo = (one: Held) => {
    held.delete(one.mailId);
  };
  const channels =
    mailer === null || transport === null
      ? []
      : (['interactive', ...Array<'bulk'>(mailer.connections).fill('bulk')] as const).map((which) =>
          runChannel({ app, mailer, ledger, transport, take: take(which), wait: wait(which), let: letGo, policyRefusals }),
        );

  const feeds = [feed('interactive'), feed('bulk')];
  const upkeep = [
    forever(async () => {
      if (held.size > 0) await app.db.acrossTenants((tx) => renewLeases(tx, [...held.values()], times.leaseMs, app.clock.shift));
      await markOrphans(app, worker, times.leaseMs);
      return times.leaseMs / 4;
    }),
    forever(async () => ((await settleFates(app, kinds)) > 0 ? 250 : times.pollMs)),
  ];

  return {
    wake: wakeAll,
    async stop() {
      stopping = true;
      for (const which of ['interactive', 'bulk'] as const) hungry[which]?.();
      transport?.stop();
      wakeAll();
      for (const taste of [...tasters]) taste();
      await Promise.all([...feeds, ...channels]);
      await release([...held.values()]);
      await Promise.all(upkeep);
      while ((await settleFates(app, kinds)) > 0);
    },
  };
}

/** One mail that cannot be written must not hold up the others: it is tried again later, by itself. */
async function writeOrSetAside(app: App, kinds: MailKinds, tenantId: TenantId, ours: readonly Held[]): Promise<Ready[]> {
  try {
    return await writeMails(app, kinds, tenantId, ours);
  } catch (error) {
    const [only] = ours;
    if (only !== undefined && ours.length === 1) {
      app.log.error({ err: error, mail: only.mailId }, 'a mail could not be written');
      const result = {
        mailId: only.mailId,
        fence: only.fence,
        state: 'deferred' as const,
        waitMs: 5 * 60_000,
        meaning: 'cannotWrite',
        code: null,
        enhanced: null,
        words: null,
        server: null,
      };
      await inTenant(app, { tenantId, actor: DELIVERY }, (scope) =>
        writeTurn(scope.tx, tenantId, { ended: [result] }, app.clock.shift),
      );
      return [];
    }
    const ready: Ready[] = [];
    for (const one of ours) ready.push(...(await writeOrSetAside(app, kinds, tenantId, [one])));
    return ready;
  }
}

/** Mails whose worker died between start and result: unknown, never silently sent again. */
async function markOrphans(app: App, worker: string, leaseMs: number): Promise<void> {
  const orphans = await app.db.acrossTenants((tx) => claimOrphans(tx, worker, leaseMs, app.clock.shift));
  for (const tenantId of new Set(orphans.map((one) => one.tenantId))) {
    const results = orphans
      .filter((one) => one.tenantId === tenantId)
      .map(({ mailId, fence }) => ({
        mailId,
        fence,
        state: 'unknown' as const,
        waitMs: null,
        meaning: null,
        code: null,
        enhanced: null,
        words: null,
        server: null,
      }));
    await inTenant(app, { tenantId, actor: DELIVERY }, (scope) =>
      writeTurn(scope.tx, tenantId, { ended: results }, app.clock.shift),
    );
  }
}
