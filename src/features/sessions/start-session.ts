import type { Role } from '../../contract/permissions.ts';
import { isUuid, newId, type UserId } from '../../kernel/ids.ts';
import { addressOf, shortNetwork } from '../../platform/http/client-address.ts';
import type { Reply } from '../../platform/http/serve-api.ts';
import { type App, publicUrlOf, type Scope, type Tenant } from '../../platform/scope.ts';
import { hashSecret, randomSecret } from '../../platform/secrets.ts';
import { permissionsOf } from '../tenants/index.ts';
import { readCookie, setCookie } from './cookies.ts';
import { deviceName, lifetimeOf } from './session-rules.ts';
import { insertSession, type NewSession } from './session-store.ts';

const YEAR = 365 * 86_400;

export interface Visit {
  request: Request;
  reply: Reply;
}

export const isSecure = (app: Pick<App, 'config'>, tenant: Parameters<typeof publicUrlOf>[1]): boolean =>
  publicUrlOf(app, tenant).startsWith('https:');

/** A session that nobody has yet; its secret is in no row. */
export interface MadeSession extends NewSession {
  secret: string;
}

export function makeSession(role: string, request: Request): MadeSession {
  const secret = randomSecret();
  return {
    id: newId<'session'>(),
    secret,
    secretHash: hashSecret(secret),
    device: deviceName(request.headers.get('user-agent')),
    origin: shortNetwork(addressOf(request)),
    lasts: lifetimeOf(permissionsOf(role as Role)).longest,
  };
}

/**
 * Logs a person in on this device. The session's secret goes into a cookie that no script can read; a second cookie lets the
 * limiter know the device again. The caller has made sure that the person may come in.
 */
export async function startSession(
  app: App,
  scope: Scope,
  person: { id: UserId; role: string },
  { request, reply }: Visit,
): Promise<void> {
  const made = makeSession(person.role, request);
  await insertSession(scope.tx, scope.tenant.id, made, person.id, scope.now);
  handOver(app, scope.tenant, person.id, made, reply);
}

/** Gives a session that stands in its row to the device that asked. */
export function handOver(
  app: App,
  tenant: Pick<Tenant, 'id' | 'publicUrl'>,
  userId: UserId,
  made: MadeSession,
  reply: Reply,
): void {
  const secure = isSecure(app, tenant);
  setCookie(reply, 'session', secure, made.secret, Math.floor(made.lasts / 1000));
  setCookie(reply, 'device', secure, deviceMark(app, tenant.id, userId), YEAR);
}

/** A browser that says it was logged in to an account before. */
export interface ClaimedDevice {
  userId: UserId;
  serial: string;
}

/** Says "this browser logged in to this account before": nothing more, and it opens nothing. */
function deviceMark(app: Pick<App, 'secrets'>, tenantId: string, userId: string, serial = randomSecret(10)): string {
  return `${serial}.${userId}.${app.secrets.mac('device', tenantId, userId, serial).toString('base64url')}`;
}

/** What the device's mark says, where it is one of ours. */
export function claimedDevice(app: Pick<App, 'secrets'>, tenantId: string, request: Request): ClaimedDevice | undefined {
  const mark = readCookie(request, 'device', true) ?? readCookie(request, 'device', false);
  const [serial, userId] = mark?.split('.') ?? [];
  if (!mark || !serial || !userId || !isUuid(userId)) return undefined;
  return deviceMark(app, tenantId, userId, serial) === mark ? { userId: userId as UserId, serial } : undefined;
}
