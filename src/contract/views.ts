import { z } from 'zod';
import { route } from './core.ts';
import { done, uuid } from './shapes.ts';
import { keptFilter, USER_SORTS } from './users.ts';

/** The columns of the overview that can be taken away and brought in. */
export const OVERVIEW_COLUMNS = [
  'email',
  'kind',
  'department',
  'jobTitle',
  'role',
  'groups',
  'externalId',
  'locale',
  'source',
  'startDate',
  'created',
  'seen',
  'way',
] as const;
export type OverviewColumn = (typeof OVERVIEW_COLUMNS)[number];

const viewContent = z.strictObject({
  filter: keptFilter,
  sort: z.enum(USER_SORTS).optional(),
  columns: z.array(z.enum(OVERVIEW_COLUMNS)).max(OVERVIEW_COLUMNS.length).optional().describe('Those shown; else the usual ones'),
});
export type ViewContent = z.output<typeof viewContent>;

export const view = z
  .object({
    id: uuid,
    name: z.string(),
    shared: z.boolean().describe('Everybody who sees the overview sees it in the list'),
    mine: z.boolean(),
    owner: z.string().nullable().describe('Whose it is; null: of somebody who is gone'),
    may: z.object({ change: z.boolean(), remove: z.boolean() }),
    content: viewContent,
    version: z.number().int(),
  })
  .meta({ id: 'View', description: 'A way of looking at the overview, kept under a name' });
export type View = z.output<typeof view>;

const name = z.string().trim().min(1).max(80);
const one = { params: z.object({ id: uuid }) };

/**
 * Whoever sees the overview keeps views of their own and sees those that are shared. Sharing takes `users.edit`. A shared view
 * is changed by its owner only; whoever may change the settings can remove it, so that none is left of somebody who is gone.
 */
export const views = {
  list: route({
    method: 'get',
    path: '/views',
    summary: 'Your own views and those that are shared, by name; an API key sees the shared ones',
    access: 'users.read',
    ok: z.object({ views: z.array(view) }),
  }),
  create: route({
    method: 'post',
    path: '/views',
    summary: 'Keep a view; the same id again is the same view, so that a removed one can be put back',
    access: 'users.read',
    body: z.strictObject({
      id: uuid.describe('Made by the caller'),
      name,
      shared: z.boolean().default(false).describe('Takes users.edit'),
      content: viewContent,
    }),
    ok: view,
    status: 201,
    errors: ['views.nameTaken', 'views.tooMany', 'idempotencyKeyReused'],
  }),
  change: route({
    method: 'patch',
    path: '/views/:id',
    summary: 'Rename a view, share it or not, or keep what is shown now; `version` is the one that was seen',
    access: 'users.read',
    ...one,
    body: z.strictObject({
      version: z.number().int(),
      name: name.optional(),
      shared: z.boolean().optional().describe('Takes users.edit'),
      content: viewContent.optional(),
    }),
    ok: view,
    errors: ['views.notFound', 'views.nameTaken', 'conflict'],
  }),
  remove: route({
    method: 'delete',
    path: '/views/:id',
    summary: 'Remove a view: your own, or a shared one with settings.edit',
    access: 'users.read',
    ...one,
    ok: done,
    errors: ['views.notFound'],
  }),
};
