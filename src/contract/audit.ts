import { z } from 'zod';
import { route } from './core.ts';
import { cursor, instant, pageOf, uuid } from './shapes.ts';
import { EXPORT_FORMATS } from './users.ts';

const auditEvent = z
  .object({
    id: uuid,
    at: instant,
    event: z.string(),
    actor: z.object({ kind: z.string(), id: uuid.nullable(), name: z.string() }),
    origin: z.string().nullable(),
    target: z.object({ kind: z.string(), id: uuid.nullable(), name: z.string().nullable() }).nullable(),
    detail: z.record(z.string(), z.unknown()),
    erased: z.boolean().describe('What it said about an erased person is gone'),
  })
  .meta({ id: 'AuditEvent' });

const filter = z.object({
  event: z.string().max(60).optional(),
  actorId: uuid.optional(),
  targetId: uuid.optional().describe('To whom or what it was done, also together with others'),
  from: instant.optional().describe('From this instant on'),
  until: instant.optional().describe('Before this instant'),
});

const verification = z
  .object({
    id: uuid,
    state: z.enum(['running', 'done', 'cancelled']),
    by: z
      .object({ id: uuid, name: z.string().nullable() })
      .nullable()
      .describe('Who asked for it; no name: a former user; nobody: from the command line'),
    createdAt: instant,
    finishedAt: instant.nullable(),
    expected: z.number().int().nullable().describe('Sealed events when it began; null: it waits for its turn'),
    events: z.number().int().describe('Checked so far'),
    seals: z.number().int(),
    unsealed: z.number().int().describe('Recorded so recently that no seal holds them yet'),
    problemCount: z.number().int(),
    problems: z
      .array(
        z.object({
          what: z.enum(['eventGone', 'changed', 'contentChanged', 'contentGone', 'sealForged', 'sealGone', 'cutOff']),
          seal: z.number().int(),
          eventId: uuid.nullable(),
        }),
      )
      .describe('The first 100'),
  })
  .meta({ id: 'AuditVerification' });

export const audit = {
  list: route({
    method: 'get',
    path: '/audit',
    summary: 'Who did what to whom, newest first',
    access: 'audit.read',
    query: filter.extend({ cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    ok: pageOf(auditEvent).extend({
      names: z.record(z.string(), z.string()).describe('What people and groups that details mention by id are called now'),
    }),
  }),
  export: route({
    method: 'get',
    path: '/audit/export',
    summary: 'Every event that fits as a file, newest first, in words; formulas are made harmless',
    access: 'audit.read',
    query: filter.extend({ format: z.enum(EXPORT_FORMATS).default('csv') }),
    gives: 'raw',
    ok: z.unknown(),
  }),
  verify: route({
    method: 'post',
    path: '/audit/verifications',
    summary: 'Have it proved that nothing in the log was changed, removed or cut off; the same id again is the same verification',
    access: 'audit.read',
    body: z.strictObject({ id: uuid.describe('Made by the caller') }),
    ok: verification,
    status: 202,
  }),
  verifications: route({
    method: 'get',
    path: '/audit/verifications',
    summary: 'The newest verifications: how far one is that runs, what came of the others',
    access: 'audit.read',
    ok: z.object({ items: z.array(verification) }),
  }),
  cancelVerification: route({
    method: 'post',
    path: '/audit/verifications/:id/cancel',
    summary: 'Stop a verification where it is',
    access: 'audit.read',
    params: z.object({ id: uuid }),
    body: z.strictObject({}),
    ok: verification,
  }),
};
