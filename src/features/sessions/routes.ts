import { devices } from '../../contract/devices.ts';
import { keys } from '../../contract/keys.ts';
import { session } from '../../contract/session.ts';
import type { ApiKeyId, SessionId, UserId } from '../../kernel/ids.ts';
import { implement } from '../../platform/http/serve-api.ts';
import type { App } from '../../platform/scope.ts';
import { endKey, makeKey, showKeys } from './api-keys.ts';
import { clearCookie } from './cookies.ts';
import { devicesOfUser, endDeviceOfUser } from './devices-of-user.ts';
import { logIn } from './log-in.ts';
import { makeTurns } from './log-in-turns.ts';
import { endDevice, listDevices, logOut, logOutEverywhere } from './log-out.ts';
import { showMe } from './show-me.ts';
import { isSecure } from './start-session.ts';

export function sessionRoutes(app: App) {
  const turnsOf = makeTurns(app);
  return [
    ...implement(session, {
      show: (scope) => showMe(app, scope),
      logIn: {
        outside: async (_app, who, { body, request, reply }) => {
          const secondStep = await logIn(app, turnsOf, who, body, { request, reply });
          return { next: '/', ...(secondStep !== undefined && { secondStep }) };
        },
      },
      logOut: async (scope, { reply }) => {
        await logOut(scope);
        clearCookie(reply, 'session', isSecure(app, scope.tenant));
        reply.header('clear-site-data', '"cache"');
        return {};
      },
      devices: async (scope) => ({ devices: await listDevices(scope) }),
      endDevice: async (scope, { params }) => {
        await endDevice(scope, params.id as SessionId);
        return {};
      },
      logOutEverywhere: (scope, { params }) => logOutEverywhere(scope, params.id as UserId),
    }),
    ...implement(devices, {
      ofUser: async (scope, { params }) => ({ devices: await devicesOfUser(scope, params.id as UserId) }),
      end: async (scope, { params }) => {
        await endDeviceOfUser(scope, params.id as UserId, params.deviceId as SessionId);
        return {};
      },
    }),
    ...implement(keys, {
      list: async (scope) => ({ keys: await showKeys(scope) }),
      make: (scope, { body }) => makeKey(scope, body),
      revoke: async (scope, { params }) => {
        await endKey(scope, params.id as ApiKeyId);
        return {};
      },
    }),
  ];
}
