import { z } from 'zod';
import { route } from './core.ts';
import { day, locale, role, uuid } from './shapes.ts';
import { kind, user } from './users.ts';

const text = (max: number) => z.string().trim().max(max);

/** When the welcome e-mail goes: at once, on a day (in the morning, where the environment is), or when an admin sends it. */
export const notice = z.union([
  z.strictObject({ when: z.enum(['now', 'later']) }),
  z.strictObject({ when: z.literal('onDay'), day }),
]);

export const arrivals = {
  create: route({
    method: 'post',
    path: '/users',
    summary: 'Create one user; unless told otherwise the welcome e-mail goes out at once',
    access: 'users.create',
    body: z.strictObject({
      key: uuid.describe('Made by the caller: the same key twice creates one'),
      firstName: text(200).min(1, 'required'),
      namePrefix: text(50).nullable().default(null),
      lastName: text(200).min(1, 'required'),
      email: text(320).nullable(),
      userName: text(100).nullable().default(null),
      externalId: text(100).nullable().default(null),
      department: text(300).nullable().default(null),
      jobTitle: text(300).nullable().default(null),
      startDate: day.nullable().default(null),
      role: role.default('member'),
      locale: locale.optional(),
      groupIds: z.array(uuid).max(100).default([]),
      notice: notice.default({ when: 'now' }),
    }),
    ok: z.object({ user, welcome: z.enum(['sent', 'kept', 'onDay', 'later', 'noAddress']) }),
    status: 201,
    errors: [
      'users.emailTaken',
      'users.userNameTaken',
      'users.externalIdTaken',
      'forbidden',
      'groups.notFound',
      'users.takenElsewhere',
      'arrivals.outsideReach',
      'arrivals.nothingToLogInWith',
      'arrivals.dayPassed',
      'idempotencyKeyReused',
    ],
  }),
  plan: route({
    method: 'put',
    path: '/users/:id/welcome-day',
    summary:
      'When somebody who has no way in yet gets the welcome e-mail: on a day, in the morning, or (null) not before it is sent by hand',
    access: 'welcome.send',
    params: z.object({ id: uuid }),
    body: z.strictObject({ day: day.nullable() }),
    ok: z.object({}),
    errors: ['users.notFound', 'users.stronger', 'arrivals.notWaiting', 'arrivals.dayPassed'],
  }),
  look: route({
    method: 'post',
    path: '/users/look-at-address',
    summary: 'While an address is typed: is it one, whose is it, and would that person be internal or external',
    access: 'users.create',
    body: z.strictObject({ email: text(320) }),
    ok: z.object({
      problem: z.string().nullable().describe('A key under errors.email'),
      taken: z
        .object({ id: uuid.nullable(), name: z.string().nullable() })
        .nullable()
        .describe('Whose it is already; without a name where they are outside your groups'),
      kind,
      because: z.enum(['whitelistEmpty', 'onWhitelist', 'notOnWhitelist']),
    }),
  }),
};
