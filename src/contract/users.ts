import { z } from 'zod';
import { route } from './core.ts';
import { ROLES } from './permissions.ts';
import { cursor, day, instant, listOf, locale, pageOf, role, uuid, yes } from './shapes.ts';

export const USER_STATUSES = ['not_invited', 'invited', 'expired', 'bounced', 'active', 'deactivated'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** The five steps in, and the two places where somebody can be stuck. */
export const STATIONS = ['added', 'invited', 'accepted', 'visited', 'activated', 'stuck', 'noAddress'] as const;
export type Station = (typeof STATIONS)[number];

export const kind = z.enum(['internal', 'external']);

/** What became of the latest mail with a way in. */
export const MAIL_FATES = ['waiting', 'refused', 'unknown', 'opened'] as const;
export type MailFateFilter = (typeof MAIL_FATES)[number];

/** Where somebody came from. */
export const USER_SOURCES = ['form', 'import', 'sample', 'setup'] as const;

const oneOf = {
  q: z
    .string()
    .max(200)
    .optional()
    .describe('Beginnings of words of a name, an address or a number; accents and order do not matter'),
  station: z.enum(STATIONS).optional().describe('Whoever has come at least this far'),
  before: z.enum(STATIONS).optional().describe('Whoever has not come this far'),
  kind: kind.optional(),
  department: z.string().max(300).optional(),
  source: z.enum(USER_SOURCES).optional(),
  importId: uuid.optional().describe('Whom one import brought in'),
  mail: z.enum(MAIL_FATES).optional().describe('What became of the mail with the way in'),
  startFrom: day.optional().describe('Whose first day is this one or later'),
  startUntil: day.optional().describe('Whose first day is this one or earlier'),
};
const someOf = { status: z.enum(USER_STATUSES), role: z.enum(ROLES), locale, groupId: uuid };
const GROUPS_WORDS = 'Members of any of these groups';

/** How a list is narrowed; the same words in the address bar, in a selection and in the API. */
export const userFilter = z.object({
  ...oneOf,
  status: listOf(someOf.status).optional(),
  role: listOf(someOf.role).optional(),
  locale: listOf(someOf.locale).optional(),
  groupId: listOf(someOf.groupId).optional().describe(GROUPS_WORDS),
  blocked: yes.optional().describe('Also show blocked users'),
});
export type UserFilterQuery = z.input<typeof userFilter>;
export type UserFilter = z.output<typeof userFilter>;

/** The same filter as JSON holds it: lists as lists, yes as true. */
export const keptFilter = z.strictObject({
  ...oneOf,
  status: z.array(someOf.status).max(50).optional(),
  role: z.array(someOf.role).max(50).optional(),
  locale: z.array(someOf.locale).max(50).optional(),
  groupId: z.array(someOf.groupId).max(50).optional().describe(GROUPS_WORDS),
  blocked: z.boolean().optional().describe('Also show blocked users'),
});

/** Explicit people, or a filter together with the number that the admin saw. */
export const selection = z.union([
  z.strictObject({ userIds: z.array(uuid).min(1).max(10_000) }),
  z.strictObject({ filter: userFilter, expected: z.number().int().min(0) }),
]);
export type SelectionInput = z.input<typeof selection>;
export type Selection = z.output<typeof selection>;

const userFacts = z.object({
  silentSince: instant.nullable(),
  welcomeOn: day.nullable(),
  invitedAt: instant.nullable(),
  linkExpiresAt: instant.nullable(),
  mailQueuedAt: instant.nullable(),
  mailAcceptedAt: instant.nullable(),
  mailRefusedAt: instant.nullable(),
  mailUnknownAt: instant.nullable(),
  mailReply: z.string().nullable().describe("The mail server's own words"),
  bouncedAt: instant.nullable(),
  bounceReason: z.string().nullable(),
  openedAt: instant.nullable().describe('Probably opened; only measured where that is switched on'),
  visitedAt: instant.nullable(),
  activatedAt: instant.nullable(),
  lastSeenAt: instant.nullable(),
  deactivatedAt: instant.nullable(),
});

const userRow = z
  .object({
    id: uuid,
    name: z.string(),
    email: z.string().nullable(),
    userName: z.string().nullable(),
    externalId: z.string().nullable(),
    role,
    kind,
    locale,
    department: z.string().nullable(),
    jobTitle: z.string().nullable(),
    startDate: day.nullable(),
    photo: z.string().nullable().describe('Where the photo is, with the session of whoever may see the person'),
    source: z.string(),
    createdAt: instant,
    status: z.enum(USER_STATUSES),
    facts: userFacts,
  })
  .meta({ id: 'UserRow' });
export type UserRow = z.output<typeof userRow>;

export const user = userRow
  .extend({
    firstName: z.string(),
    namePrefix: z.string().nullable(),
    lastName: z.string(),
    phone: z.string().nullable(),
    location: z.string().nullable(),
    managerEmail: z.string().nullable(),
    endDate: day.nullable(),
    pendingEmail: z.string().nullable().describe('A new address that waits for confirmation'),
    deactivationReason: z.string().nullable(),
    erased: z.boolean().describe('Their personal data is gone for ever'),
    within: z.array(uuid).nullable().describe('The groups that a user manager looks after; null: everybody'),
    version: z.number().int(),
    may: z
      .object({
        edit: z.boolean(),
        welcome: z.boolean(),
        logOut: z.boolean(),
        resetPassword: z.boolean(),
        deactivate: z.boolean(),
        restore: z.boolean(),
        changeRole: z.boolean(),
        takeEverything: z.boolean(),
        erase: z.boolean(),
      })
      .describe('What you may do with this person'),
  })
  .meta({ id: 'User' });
export type User = z.output<typeof user>;

/** A person in a list, with the groups they are in. */
const userListRow = userRow
  .extend({
    groups: z.object({
      names: z.array(z.string()).describe('The first three, by name'),
      count: z.number().int(),
    }),
  })
  .meta({ id: 'UserListRow' });
export type UserListRow = z.output<typeof userListRow>;

export const USER_SORTS = ['name', '-name', 'created', '-created', 'seen', '-seen', 'start', '-start'] as const;
export type UserSort = (typeof USER_SORTS)[number];

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The columns of the overview, as they can be taken along in a file. */
export const EXPORT_COLUMNS = [
  'name',
  'email',
  'userName',
  'externalId',
  'department',
  'jobTitle',
  'role',
  'kind',
  'locale',
  'status',
  'groups',
  'source',
  'startDate',
  'created',
  'seen',
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];

const paging = {
  sort: z.enum(USER_SORTS).default('name'),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

const name = z.string().max(200);

export const users = {
  list: route({
    method: 'get',
    path: '/users',
    summary: 'People, one page of them',
    access: 'users.read',
    query: userFilter.extend(paging),
    ok: pageOf(userListRow),
  }),
  count: route({
    method: 'get',
    path: '/users/count',
    summary: 'How many people match; above `cap` it says "at least"',
    access: 'users.read',
    query: userFilter.extend({ exact: yes.optional() }),
    ok: z.object({ count: z.number().int(), capped: z.boolean() }),
  }),
  stations: route({
    method: 'get',
    path: '/users/stations',
    summary: 'How many people have come how far on the way in',
    access: 'users.read',
    ok: z.object({
      ...Object.fromEntries(STATIONS.map((name) => [name, z.number().int()])),
      deactivated: z.number().int(),
    } as Record<Station | 'deactivated', z.ZodNumber>),
  }),
  export: route({
    method: 'get',
    path: '/users/export',
    summary: 'Everybody who matches as a file, in the order and with the columns that are shown; formulas are made harmless',
    access: 'users.export',
    query: userFilter.extend({
      sort: z.enum(USER_SORTS).default('name'),
      columns: listOf(z.enum(EXPORT_COLUMNS)).optional(),
      headings: locale.optional().describe('The language of the headings; else your own'),
      format: z.enum(EXPORT_FORMATS).default('csv'),
    }),
    gives: 'raw',
    ok: z.unknown(),
  }),
  exportChosen: route({
    method: 'post',
    path: '/users/export',
    summary: 'The people named as a file; whoever is not there (any more) is left out',
    access: 'users.export',
    body: z.strictObject({
      userIds: z.array(uuid).min(1).max(10_000),
      sort: z.enum(USER_SORTS).default('name'),
      columns: z.array(z.enum(EXPORT_COLUMNS)).min(1).optional(),
      headings: locale.optional().describe('The language of the headings; else your own'),
      format: z.enum(EXPORT_FORMATS).default('csv'),
    }),
    gives: 'raw',
    ok: z.unknown(),
  }),
  departments: route({
    method: 'get',
    path: '/users/departments',
    summary: 'The departments there are, at most 200',
    access: 'users.read',
    ok: z.object({ departments: z.array(z.string()) }),
  }),
  show: route({
    method: 'get',
    path: '/users/:id',
    summary: 'One person',
    access: 'users.read',
    params: z.object({ id: uuid }),
    ok: user,
    errors: ['users.notFound'],
  }),
  change: route({
    method: 'patch',
    path: '/users/:id',
    summary:
      'Change a person; `version` is the one that was shown. A new address of somebody who is in waits for their confirmation',
    access: 'users.edit',
    params: z.object({ id: uuid }),
    body: z.strictObject({
      version: z.number().int(),
      firstName: name.optional(),
      namePrefix: name.nullable().optional(),
      lastName: name.optional(),
      email: z.string().max(320).nullable().optional(),
      userName: z.string().max(100).nullable().optional(),
      externalId: z.string().max(100).nullable().optional(),
      locale: locale.optional(),
      department: z.string().max(300).nullable().optional(),
      jobTitle: z.string().max(300).nullable().optional(),
      phone: z.string().max(60).nullable().optional(),
      location: z.string().max(300).nullable().optional(),
      startDate: day.nullable().optional(),
      endDate: day.nullable().optional(),
    }),
    ok: z.object({
      user,
      welcomeTakenBack: z.boolean().describe('A welcome mail was on its way to the old address; it can be sent to the new one'),
      toConfirm: z.string().nullable().describe('The new address, until the person has confirmed it'),
    }),
    errors: [
      'conflict',
      'users.notFound',
      'users.stronger',
      'users.inProfile',
      'users.emailTaken',
      'users.userNameTaken',
      'users.externalIdTaken',
      'users.takenElsewhere',
    ],
  }),
};
