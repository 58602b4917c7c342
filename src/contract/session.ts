import { z } from 'zod';
import { LOCALES } from '../kernel/locale.ts';
import { route } from './core.ts';
import { PERMISSIONS, ROLES } from './permissions.ts';

/** Who is logged in here, and where. */
export const me = z.object({
  user: z.object({
    id: z.uuid(),
    name: z.string(),
    firstName: z.string(),
    email: z.string().nullable(),
    userName: z.string().nullable(),
    role: z.enum(ROLES),
    locale: z.enum(LOCALES),
    timeZone: z.string().nullable(),
    photo: z.string().nullable(),
    within: z.array(z.uuid()).nullable().describe('The groups you look after as a user manager; null: everybody'),
  }),
  permissions: z.array(z.enum(PERMISSIONS)),
  tenant: z.object({
    id: z.uuid(),
    name: z.string(),
    locale: z.enum(LOCALES),
    timeZone: z.string(),
    brandColor: z.string(),
    logo: z.string().nullable(),
    sealed: z.boolean(),
    mailbox: z.boolean().describe('Mails are kept in the built-in mailbox, and this person may look at it.'),
  }),
});
export type Me = z.infer<typeof me>;

export const device = z.object({
  id: z.uuid(),
  name: z.string().describe('Browser and system, as far as the browser says.'),
  origin: z.string().nullable().describe('The network it came from, shortened.'),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  current: z.boolean(),
});
export type Device = z.infer<typeof device>;

export const session = {
  show: route({ method: 'get', path: '/session', ok: me, access: 'member', summary: 'Who is logged in' }),
  logIn: route({
    method: 'post',
    path: '/session',
    body: z.strictObject({
      identifier: z.string().min(1).max(320).describe('E-mail address or user name'),
      password: z.string().min(1).max(4096),
    }),
    ok: z.object({
      next: z.string(),
      secondStep: z.string().optional().describe('The password was right, and a code is needed too: the ticket for it'),
    }),
    access: 'public',
    summary: 'Log in with a password',
    errors: ['session.wrong', 'session.slowDown', 'session.busy'],
  }),
  logOut: route({ method: 'delete', path: '/session', ok: z.object({}), access: 'public', summary: 'Log out on this device' }),
  devices: route({
    method: 'get',
    path: '/session/devices',
    ok: z.object({ devices: z.array(device) }),
    access: 'member',
    summary: 'The devices I am logged in on',
  }),
  endDevice: route({
    method: 'delete',
    path: '/session/devices/:id',
    params: z.object({ id: z.uuid() }),
    ok: z.object({}),
    access: 'member',
    summary: 'Log out on one of my devices',
    errors: ['session.notFound'],
  }),
  logOutEverywhere: route({
    method: 'post',
    path: '/users/:id/log-out',
    params: z.object({ id: z.uuid() }),
    ok: z.object({ devices: z.number().int() }),
    access: 'users.logout',
    summary: 'Log a user out from all devices; the account stays active. Whoever is not in yet keeps their link',
    errors: ['users.notFound', 'users.stronger', 'session.notIn'],
  }),
};
