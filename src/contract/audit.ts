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
  targetId: uuid.optional(),
  from: instant.optional().describe('From this instant on'),
  until: instant.optional().describe('Before this instant'),
});

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
    path: '/audit/verify',
    summary: 'Prove that nothing in the log was changed, removed or cut off',
    access: 'audit.read',
    body: z.strictObject({}),
    ok: z.object({
      sealed: z.number().int(),
      seals: z.number().int(),
      unsealed: z.number().int(),
      problems: z.array(
        z.object({
          what: z.enum(['eventGone', 'changed', 'contentChanged', 'contentGone', 'sealForged', 'sealGone', 'cutOff']),
          seal: z.number().int(),
          eventId: uuid.nullable(),
        }),
      ),
    }),
  }),
};
