import { z } from 'zod';
import { route } from './core.ts';
import { device } from './session.ts';
import { done, uuid } from './shapes.ts';

/** Where somebody else is logged in; the own devices are under `session`. */
export const devices = {
  ofUser: route({
    method: 'get',
    path: '/users/:id/devices',
    summary: 'The devices somebody is logged in on',
    access: 'users.logout',
    params: z.object({ id: uuid }),
    ok: z.object({ devices: z.array(device) }),
    errors: ['users.notFound'],
  }),
  end: route({
    method: 'delete',
    path: '/users/:id/devices/:deviceId',
    summary: 'Log somebody out on one device',
    access: 'users.logout',
    params: z.object({ id: uuid, deviceId: uuid }),
    ok: done,
    errors: ['users.notFound', 'users.stronger', 'session.notFound'],
  }),
};
