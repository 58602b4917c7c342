import type { Permission, Role } from '../../contract/permissions.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { ApiKeyId, SessionId, TenantId, UserId } from '../../kernel/ids.ts';
import { isLocale } from '../../kernel/locale.ts';
import { addressOf, shortNetwork } from '../../platform/http/client-address.ts';
import { type Identify, NO_TENANT, type Who } from '../../platform/http/serve-api.ts';
import { type Actor, ANONYMOUS, type App, inTenant, publicUrlOf, type Scope } from '../../platform/scope.ts';
import { hashSecret } from '../../platform/secrets.ts';
import { findTenantByHost, rightsOf } from '../tenants/index.ts';
import { readCookie } from './cookies.ts';
import { keyHash } from './key-format.ts';
import { findLiveKey, touchKey } from './key-store.ts';
import { lifetimeOf, SEEN_EVERY } from './session-rules.ts';
import { findLiveSession, touchSession } from './session-store.ts';
import { isSecure } from './start-session.ts';

const HOST_KNOWN_FOR = 5_000;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Says for every request in which tenant it is (by its host name) and who asks: by the session cookie, with a check that the
 * request comes from our own pages, or by an API key; never both. A session or key works only while its person is active,
 * its epoch is the person's, and its time is not over: all in one query, each time.
 * @throws AppError `twoCredentials`, `wrongOrigin`, `unauthenticated` (a key that is none)
 */
export function makeIdentify(): Identify {
  const hosts = new Map<string, { tenantId: TenantId; until: number }>();

  async function tenantOf(request: Request, app: App): Promise<TenantId> {
    const host = hostOf(request);
    const known = hosts.get(host);
    if (known && known.until > performance.now()) return known.tenantId;
    const tenantId = await app.db.acrossTenants((tx) => findTenantByHost(tx, host));
    if (!tenantId) return NO_TENANT;
    if (hosts.size > 1000) hosts.clear();
    hosts.set(host, { tenantId, until: performance.now() + HOST_KNOWN_FOR });
    return tenantId;
  }

  return async (request, app): Promise<Who> => {
    const origin = shortNetwork(addressOf(request));
    const anonymous: Actor = { ...ANONYMOUS, origin };
    const authorization = request.headers.get('authorization');
    const bearer = authorization === null ? undefined : (/^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '');
    const cookies = request.headers.get('cookie') !== null;
    if (bearer !== undefined && hasSessionCookie(request)) throw new AppError('twoCredentials');
    const tenantId = await tenantOf(request, app);
    if (bearer === undefined && !SAFE.has(request.method)) await demandOwnOrigin(request, app, tenantId);
    if (tenantId === NO_TENANT || (bearer === undefined && !cookies)) return { tenantId, actor: anonymous };
    const actor = await inTenant(app, { tenantId, actor: anonymous }, (scope) =>
      bearer === undefined ? sessionActor(app, scope, request, origin) : keyActor(scope, bearer, origin),
    );
    if (!actor && bearer !== undefined) throw new AppError('unauthenticated');
    return { tenantId, actor: actor ?? anonymous };
  };
}

const hasSessionCookie = (request: Request): boolean =>
  Boolean(readCookie(request, 'session', true) ?? readCookie(request, 'session', false));

function hostOf(request: Request): string {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return host.toLowerCase().replace(/:\d+$/, '');
}

/** A page of another site can make a browser send our cookie along, but not another Origin. */
async function demandOwnOrigin(request: Request, app: App, tenantId: TenantId): Promise<void> {
  const site = request.headers.get('sec-fetch-site');
  if (site === 'cross-site' || site === 'same-site') throw new AppError('wrongOrigin');
  const origin = request.headers.get('origin');
  if (origin === null) {
    // Browsers send it with everything that is not a look; a cookie without it was not sent by one of our pages.
    if (hasSessionCookie(request) && site !== 'same-origin') throw new AppError('wrongOrigin');
    return;
  }
  const own = request.headers.get('host') ?? new URL(request.url).host;
  if (URL.canParse(origin) && new URL(origin).host === own) return;
  const publicUrl =
    tenantId !== NO_TENANT
      ? await inTenant(app, { tenantId, actor: ANONYMOUS }, async (scope) => publicUrlOf(app, scope.tenant))
      : app.config.publicUrl;
  if (origin !== new URL(publicUrl).origin) throw new AppError('wrongOrigin');
}

async function sessionActor(app: App, scope: Scope, request: Request, origin: string): Promise<Actor | undefined> {
  const secret = readCookie(request, 'session', isSecure(app, scope.tenant));
  if (!secret) return undefined;
  const { tx, tenant, now } = scope;
  const row = await findLiveSession(tx, tenant.id, hashSecret(secret), now);
  if (!row) return undefined;
  const { permissions, reach } = rightsOf(row);
  const unused = now.getTime() - row.last_seen_at.getTime();
  // Of today's role: who was given more rights since then has less time.
  const { idle, longest } = lifetimeOf(permissions);
  if (unused > idle || now.getTime() - row.created_at.getTime() > longest) return undefined;
  if (unused > SEEN_EVERY) await touchSession(tx, tenant.id, row.id as SessionId, now);
  return {
    kind: 'user',
    userId: row.user_id as UserId,
    sessionId: row.id as SessionId,
    name: row.display_name,
    role: row.role as Role,
    locale: isLocale(row.locale) ? row.locale : tenant.locale,
    permissions,
    reach,
    origin,
  };
}

async function keyActor(scope: Scope, text: string, origin: string): Promise<Actor | undefined> {
  const hash = keyHash(text);
  if (!hash) return undefined;
  const { tx, tenant, now } = scope;
  const row = await findLiveKey(tx, tenant.id, hash, now);
  if (!row) return undefined;
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > SEEN_EVERY)
    await touchKey(tx, tenant.id, row.id as ApiKeyId, now);
  const makers = rightsOf(row);
  return {
    kind: 'key',
    keyId: row.id as ApiKeyId,
    userId: row.maker_id as UserId,
    name: row.name,
    role: row.role as Role,
    permissions: new Set((row.scopes as Permission[]).filter((permission) => makers.permissions.has(permission))),
    reach: makers.reach,
    origin,
  };
}
