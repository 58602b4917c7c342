import { z } from 'zod';
import { route } from './core.ts';
import { cursor, instant, pageOf, uuid } from './shapes.ts';
import { selection } from './users.ts';

export const actState = z
  .object({
    id: uuid,
    act: z.string(),
    dryRun: z.boolean(),
    state: z.enum(['running', 'done', 'cancelled', 'failed']),
    asked: z.number().int(),
    done: z.number().int().describe('Whom it reached; in a dry run: whom it will reach'),
    skipped: z.number().int(),
    reasons: z.array(z.object({ reason: z.string().describe('A key under acts.skip'), people: z.number().int() })),
    createdAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Act', description: 'One act on many people: asked = done + skipped' });

export const acts = {
  start: route({
    method: 'post',
    path: '/acts',
    summary: 'Do something to many people, or look what it would do (dryRun); the same id again is the same act',
    access: 'member',
    body: z.strictObject({
      id: uuid.describe('Made by the caller'),
      act: z.string().max(60),
      params: z.record(z.string(), z.unknown()).default({}),
      selection,
      dryRun: z.boolean().default(false),
    }),
    ok: actState,
    status: 202,
    errors: ['users.selectionChanged', 'users.limitUnknown', 'acts.unknown', 'idempotencyKeyReused'],
  }),
  show: route({
    method: 'get',
    path: '/acts/:id',
    summary: 'How far an act has come',
    access: 'member',
    params: z.object({ id: uuid }),
    ok: actState,
  }),
  skips: route({
    method: 'get',
    path: '/acts/:id/skips',
    summary: 'Whom one reason kept out',
    access: 'member',
    params: z.object({ id: uuid }),
    query: z.object({
      reason: z.string().max(60),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    ok: pageOf(z.object({ id: uuid, name: z.string(), email: z.string().nullable() })),
  }),
  cancel: route({
    method: 'post',
    path: '/acts/:id/cancel',
    summary: 'Stop an act where it is; what it has done stays done',
    access: 'member',
    params: z.object({ id: uuid }),
    body: z.strictObject({}),
    ok: actState,
  }),
};
