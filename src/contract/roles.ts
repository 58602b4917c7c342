import { z } from 'zod';
import { route } from './core.ts';
import { PERMISSIONS } from './permissions.ts';
import { role } from './shapes.ts';

export const roles = {
  list: route({
    method: 'get',
    path: '/roles',
    summary: 'The table role × permission, and which of them you may give',
    access: 'users.read',
    ok: z.object({
      permissions: z.array(z.enum(PERMISSIONS)),
      roles: z.array(z.object({ role, permissions: z.array(z.enum(PERMISSIONS)), mayGive: z.boolean() })),
    }),
  }),
};
