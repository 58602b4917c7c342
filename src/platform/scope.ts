import type { Permission, Role } from '../contract/permissions.ts';
import { AppError } from '../kernel/app-error.ts';
import type { ApiKeyId, SessionId, TenantId, UserId } from '../kernel/ids.ts';
import { isLocale, type Locale } from '../kernel/locale.ts';
import type { App } from './app.ts';
import { standWithin, type TenantRow, type Tx, type Within } from './db/database.ts';
import { type Enqueue, enqueueIn } from './jobs.ts';
import type { Logger } from './log.ts';

export type { App };

/** The groups to whose members a user manager is limited; null: everybody. */
export type Reach = readonly string[] | null;

/** Who does it. `permissions` and `reach` are those of this very moment. */
export type Actor =
  | {
      kind: 'user';
      userId: UserId;
      sessionId: SessionId | null;
      name: string;
      role: Role;
      locale: Locale;
      permissions: ReadonlySet<Permission>;
      reach: Reach;
      origin?: string;
    }
  | {
      kind: 'key';
      keyId: ApiKeyId;
      userId: UserId;
      name: string;
      role: Role;
      permissions: ReadonlySet<Permission>;
      reach: Reach;
      origin?: string;
    }
  | { kind: 'system'; name: string; permissions: 'all'; reach?: Reach; origin?: string }
  | { kind: 'anonymous'; permissions: ReadonlySet<Permission>; origin?: string };

/** The facts of the environment that most of the work needs. */
export interface Tenant {
  id: TenantId;
  name: string;
  locale: Locale;
  timeZone: string;
  brandColor: string;
  logoFile: string | null;
  /** As the owner typed it; read it through {@link publicUrlOf}. */
  publicUrl: string | null;
  /** null: not decided, which counts as off. */
  openTracking: boolean | null;
  linkDays: number;
  /** Not null: mails are kept in the mailbox until an owner opens the environment. */
  sealedAt: Date | null;
  version: number;
}

/** Lives for one transaction. It has no mailer and no fetch: a use case could not send if it wanted to. */
export interface Scope {
  tenant: Tenant;
  actor: Actor;
  tx: Tx;
  /** The transaction's instant: the only clock of the features. */
  now: Date;
  enqueue: Enqueue;
  log: Logger;
}

/** One transaction for one actor in one tenant; committed when `work` resolves, rolled back when it throws. */
export function inTenant<T>(app: App, who: { tenantId: TenantId; actor: Actor }, work: (scope: Scope) => Promise<T>): Promise<T> {
  return app.db.inTenant({ tenantId: who.tenantId, within: wallOf(who.actor) }, (tx, row) => {
    const { shift } = app.clock;
    const now = new Date(row.now.getTime() + shift);
    const enqueue = enqueueIn(tx, { tenantId: who.tenantId, by: actorIdOf(who) }, shift);
    return work({ tenant: tenantOf(row), actor: who.actor, tx, now, enqueue, log: app.log });
  });
}

/** The person who acts, by themselves or by a key of theirs; null: nobody. */
export const actorIdOf = ({ actor }: Pick<Scope, 'actor'>): UserId | null =>
  actor.kind === 'user' || actor.kind === 'key' ? actor.userId : null;

/** The groups that somebody's work is limited to; null: none. */
export const reachOf = (actor: Actor): Reach => (actor.kind === 'anonymous' ? null : (actor.reach ?? null));

function wallOf(actor: Actor): Within | null {
  if (actor.kind === 'anonymous' || !actor.reach) return null;
  return { groupIds: actor.reach, userId: actor.kind === 'system' ? null : actor.userId };
}

/**
 * Does what somebody with a limited reach may do beyond it: see who else is in their own group, or make a person who is in no
 * group yet. The caller has checked that they may.
 */
export async function beyondReach<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  if (reachOf(scope.actor) === null) return work();
  if (outside.has(scope.tx)) return work();
  await standWithin(scope.tx, false);
  outside.add(scope.tx);
  try {
    return await work();
  } finally {
    outside.delete(scope.tx);
    // A transaction that has failed takes no statement any more, and lets nobody see anything either.
    await standWithin(scope.tx, true).catch(() => undefined);
  }
}

/** The transactions that are beyond their reach just now. */
const outside = new WeakSet<Tx>();

function tenantOf(row: TenantRow): Tenant {
  return {
    id: row.id as TenantId,
    name: row.name,
    locale: isLocale(row.locale) ? row.locale : 'en',
    timeZone: row.time_zone,
    brandColor: row.brand_color,
    logoFile: row.logo_file,
    publicUrl: row.public_url,
    openTracking: row.open_tracking,
    linkDays: row.link_days,
    sealedAt: row.sealed_at,
    version: row.version,
  };
}

/** Where links point to: the operator's PUBLIC_URL, else what the owner typed. Never taken from a request. No slash at the end. */
export function publicUrlOf(app: Pick<App, 'config'>, tenant: Pick<Tenant, 'publicUrl'>): string {
  return app.config.publicUrlIsSet ? app.config.publicUrl : (tenant.publicUrl ?? app.config.publicUrl);
}

export function may(actor: Actor, permission: Permission): boolean {
  return actor.permissions === 'all' || actor.permissions.has(permission);
}

/** The first line of a use case. @throws AppError `forbidden`, or `unauthenticated` for somebody not logged in. */
export function allow(scope: Pick<Scope, 'actor'>, permission: Permission): void {
  if (may(scope.actor, permission)) return;
  throw new AppError(scope.actor.kind === 'anonymous' ? 'unauthenticated' : 'forbidden');
}

export function systemActor(name: string): Actor {
  return { kind: 'system', name, permissions: 'all' };
}

/** Who acts from the command line: whoever has the machine. Stands so in the audit log. */
export const OPERATOR = systemActor('command line');

export const ANONYMOUS: Actor = { kind: 'anonymous', permissions: new Set() };
