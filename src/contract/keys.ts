import { z } from 'zod';
import { route } from './core.ts';
import { PERMISSIONS } from './permissions.ts';

export const apiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string().describe('The beginning of the key, to recognise it by.'),
  scopes: z.array(z.enum(PERMISSIONS)),
  madeBy: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  works: z.boolean().describe('False once revoked, expired, or its maker was deactivated or logged out everywhere.'),
});
export type ApiKey = z.infer<typeof apiKey>;

export const keys = {
  list: route({
    method: 'get',
    path: '/keys',
    ok: z.object({ keys: z.array(apiKey) }),
    access: 'keys.manage',
    summary: 'API keys of this environment',
  }),
  make: route({
    method: 'post',
    path: '/keys',
    body: z.strictObject({
      name: z.string().trim().min(1).max(100),
      scopes: z.array(z.enum(PERMISSIONS)).min(1),
      expiresInDays: z.number().int().min(1).max(3650).nullable(),
    }),
    ok: z.object({ key: apiKey, secret: z.string().describe('Shown this once.') }),
    status: 201,
    access: 'keys.manage',
    summary: 'Make an API key; it never may more than its maker',
    errors: ['keys.tooMuch'],
  }),
  revoke: route({
    method: 'delete',
    path: '/keys/:id',
    params: z.object({ id: z.uuid() }),
    ok: z.object({}),
    access: 'keys.manage',
    summary: 'Revoke an API key',
    errors: ['keys.notFound'],
  }),
};
