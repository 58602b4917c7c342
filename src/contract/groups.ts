import { z } from 'zod';
import { route } from './core.ts';
import { cursor, instant, pageOf, uuid } from './shapes.ts';

export const group = z
  .object({
    id: uuid,
    name: z.string(),
    description: z.string(),
    members: z.number().int(),
    mine: z.enum(['admin', 'member']).nullable().describe('What I am in it'),
    may: z.object({ edit: z.boolean(), addMembers: z.boolean() }),
    version: z.number().int(),
  })
  .meta({ id: 'Group' });
export type Group = z.output<typeof group>;

export const groupMember = z.object({
  id: uuid,
  name: z.string(),
  email: z.string().nullable().describe('Only for whoever may see the directory'),
  admin: z.boolean(),
  since: instant,
  way: z.enum(['in', 'invited', 'notInvited']).describe('Whether they can see the group yet'),
});

/** A group as it stands on a person's page. */
const groupOfUser = z.object({
  id: uuid,
  name: z.string(),
  admin: z.boolean(),
  onlyAdmin: z.boolean().describe('Nobody else is admin of it: it would be without one'),
  since: instant,
  addedBy: z.string().nullable().describe('The name of whoever added them; null: they came with an import or by themselves'),
});
export type GroupOfUser = z.output<typeof groupOfUser>;

const groupName = z.string().trim().min(1).max(120);
const one = { params: z.object({ id: uuid }) };
const people = z.array(uuid).min(1).max(1000);

export const groups = {
  list: route({
    method: 'get',
    path: '/groups',
    summary: 'Groups by name: all of them for whoever manages groups or people, else the own ones',
    access: 'member',
    query: z.object({
      q: z.string().max(120).optional(),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    ok: pageOf(group),
  }),
  create: route({
    method: 'post',
    path: '/groups',
    summary: 'Make a group; its maker is its admin',
    access: 'groups.create',
    body: z.strictObject({ name: groupName, description: z.string().trim().max(1000).default('') }),
    ok: group,
    status: 201,
    errors: ['groups.nameTaken'],
  }),
  show: route({
    method: 'get',
    path: '/groups/:id',
    summary: 'One group',
    access: 'member',
    ...one,
    ok: group,
    errors: ['groups.notFound'],
  }),
  change: route({
    method: 'patch',
    path: '/groups/:id',
    summary: 'Rename or describe a group',
    access: 'member',
    ...one,
    body: z.strictObject({
      version: z.number().int(),
      name: groupName.optional(),
      description: z.string().trim().max(1000).optional(),
    }),
    ok: group,
    errors: ['groups.notFound', 'groups.nameTaken', 'conflict'],
  }),
  members: route({
    method: 'get',
    path: '/groups/:id/members',
    summary: 'The members of a group, by name',
    access: 'member',
    ...one,
    query: z.object({ cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    ok: pageOf(groupMember),
    errors: ['groups.notFound'],
  }),
  addMembers: route({
    method: 'post',
    path: '/groups/:id/members',
    summary: 'Add people; who is in already stays',
    access: 'member',
    ...one,
    body: z.strictObject({ userIds: people, admin: z.boolean().default(false) }),
    ok: z.object({ added: z.number().int() }),
    errors: ['groups.notFound', 'users.notFound'],
  }),
  changeMember: route({
    method: 'put',
    path: '/groups/:id/members/:userId',
    summary: 'Make somebody an admin of the group, or no longer',
    access: 'member',
    params: z.object({ id: uuid, userId: uuid }),
    body: z.strictObject({ admin: z.boolean() }),
    ok: z.object({}),
    errors: ['groups.notFound', 'users.notFound'],
  }),
  takeOut: route({
    method: 'delete',
    path: '/groups/:id/members/:userId',
    summary: 'Take somebody out of a group; everybody may leave',
    access: 'member',
    params: z.object({ id: uuid, userId: uuid }),
    ok: z.object({}),
    errors: ['groups.notFound', 'users.notFound'],
  }),
  ofUser: route({
    method: 'get',
    path: '/users/:id/groups',
    summary: 'The groups of one person, by name, and who added them',
    access: 'users.read',
    ...one,
    ok: z.object({ groups: z.array(groupOfUser) }),
    errors: ['users.notFound'],
  }),
  handOver: route({
    method: 'post',
    path: '/users/:id/hand-over',
    summary: 'Make another person admin of every group that only this one is admin of',
    access: 'users.deactivate',
    ...one,
    body: z.strictObject({ to: uuid }),
    ok: z.object({ groups: z.number().int() }),
    errors: ['users.notFound', 'users.stronger'],
  }),
};
