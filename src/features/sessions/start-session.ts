import type { Role } from '../../contract/permissions.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { addressOf, shortNetwork } from '../../platform/http/client-address.ts';
import type { Reply } from '../../platform/http/serve-api.ts';
import { type App, publicUrlOf, type Scope } from '../../platform/scope.ts';
import { hashSecret, randomSecret } from '../../platform/secrets.ts';
import { permissionsOf } from '../tenants/index.ts';
import { readCookie, setCookie } from './cookies.ts';
import { deviceName, lifetimeOf } from './session-rules.ts';
import { insertSession } from './session-store.ts';

const YEAR = 365 * 86_400;

export interface Visit {
  request: Request;
  reply: Reply;
}

export const isSecure = (app: Pick<App, 'config'>, tenant: Parameters<typeof publicUrlOf>[1]): boolean =>
  publicUrlOf(app, tenant).startsWith('https:');

/**
 * Logs a person in on this device: the one place where a session is born. Its secret goes into a cookie that no script can
 * read; a second cookie lets the limiter know the device again. The caller has made sure that the person may come in.
 */
export async function startSession(
  app: App,
  scope: Scope,
  person: { id: UserId; role: string },
  { request, reply }: Visit,
): Promise<void> {
  const secret = randomSecret();
  const { longest } = lifetimeOf(permissionsOf(person.role as Role));
  await insertSession(
    scope.tx,
    scope.tenant.id,
    {
      id: newId<'session'>(),
      userId: person.id,
      secretHash: hashSecret(secret),
      device: deviceName(request.headers.get('user-agent')),
      origin: shortNetwork(addressOf(request)),
      expiresAt: new Date(scope.now.getTime() + longest),
    },
    scope.now,
  );
  const secure = isSecure(app, scope.tenant);
  setCookie(reply, 'session', secure, secret, Math.floor(longest / 1000));
  setCookie(reply, 'device', secure, deviceMark(app, scope.tenant.id, person.id), YEAR);
}

/** Says "this browser logged in to this account before": nothing more, and it opens nothing. */
export function deviceMark(app: Pick<App, 'secrets'>, tenantId: string, userId: string, serial = randomSecret(10)): string {
  return `${serial}.${app.secrets.mac('device', tenantId, userId, serial).toString('base64url')}`;
}

/** The device's serial number when its mark is ours and for this account. */
export function knownDevice(
  app: Pick<App, 'secrets'>,
  tenantId: string,
  userId: string | undefined,
  request: Request,
  secure: boolean,
): string | undefined {
  const mark = readCookie(request, 'device', secure);
  const serial = mark?.split('.')[0];
  if (!mark || !serial || !userId) return undefined;
  return deviceMark(app, tenantId, userId, serial) === mark ? serial : undefined;
}
