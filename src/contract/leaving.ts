import { z } from 'zod';
import { route } from './core.ts';
import { uuid } from './shapes.ts';

const one = { params: z.object({ id: uuid }) };

export const leaving = {
  about: route({
    method: 'get',
    path: '/users/:id/everything',
    summary: 'Everything about one person, as a file (GDPR article 15)',
    access: 'users.export',
    ...one,
    gives: 'raw',
    ok: z.unknown(),
    errors: ['users.notFound', 'users.stronger'],
  }),
  erase: route({
    method: 'post',
    path: '/users/:id/erase',
    summary: 'Take away all personal data of a deactivated person for ever (GDPR article 17); what they wrote stays',
    access: 'users.erase',
    ...one,
    body: z.strictObject({ name: z.string().max(400).describe('The name of the person, typed to be sure') }),
    ok: z.object({}),
    errors: ['users.notFound', 'users.stronger', 'leaving.stillActive', 'leaving.otherName'],
  }),
};
