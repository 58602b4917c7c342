import { z } from 'zod';
import { route } from './core.ts';
import { TEMPLATE_PROBLEMS, templateContent } from './mail-template.ts';
import { cursor, day, instant, locale, pageOf, uuid } from './shapes.ts';
import { userFilter } from './users.ts';

/** Why somebody who was asked for gets no welcome e-mail. Words under `welcome.reason`. */
export const WELCOME_REASONS = [
  'alreadyActive',
  'deactivated',
  'noAddress',
  'ended',
  'bounced',
  'heldUntil',
  'alreadyWaiting',
  'sentBefore',
] as const;
export type WelcomeReason = (typeof WELCOME_REASONS)[number];
const reason = z.enum(WELCOME_REASONS);

const templateView = z
  .object({
    locale,
    content: templateContent,
    version: z.number().int().describe('0: the content that ships with the product'),
    changedAt: instant.nullable(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: 'WelcomeTemplate' });
export type TemplateView = z.output<typeof templateView>;

const problems = z.array(
  z.object({ code: z.enum(TEMPLATE_PROBLEMS), weight: z.enum(['stop', 'note']), detail: z.string().optional() }),
);

/** Everybody, a filter, or people chosen by hand. */
export const audience = z
  .union([
    z.strictObject({ everyone: z.literal(true) }),
    z.strictObject({ filter: userFilter }),
    z.strictObject({ userIds: z.array(uuid).min(1).max(10_000) }),
  ])
  .meta({ id: 'WelcomeAudience' });
export type Audience = z.output<typeof audience>;
export type AudienceInput = z.input<typeof audience>;

const asked = { audience, onlyNew: z.boolean().default(false).describe('Leave out whoever got a welcome e-mail before') };

const skippedPerson = z.object({
  id: uuid,
  name: z.string(),
  email: z.string().nullable(),
  reason,
  welcomeOn: day.nullable(),
  endDate: day.nullable(),
});

const wavePreview = z
  .object({
    asked: z.number().int(),
    queued: z.number().int().describe('How many will get the mail'),
    again: z.number().int().describe('How many of these got one before'),
    skipped: z.array(z.object({ reason, count: z.number().int() })),
    linkDays: z.number().int(),
    kept: z.boolean().describe('The mails will stay in the built-in mailbox'),
    hasContent: z.boolean().describe('There are groups or messages to find for a newcomer'),
  })
  .meta({ id: 'WavePreview' });
export type WavePreview = z.output<typeof wavePreview>;

const waveView = z
  .object({
    id: uuid,
    createdAt: instant,
    startedBy: z.string(),
    expiresAt: instant,
    state: z.enum(['planning', 'sending', 'paused', 'cancelled', 'done']),
    pausedBecause: z.string().nullable(),
    asked: z.number().int(),
    queued: z.number().int(),
    expected: z.number().int(),
    skipped: z.array(z.object({ reason, count: z.number().int() })),
    mails: z.object({
      waiting: z.number().int(),
      deferred: z.number().int(),
      accepted: z.number().int(),
      kept: z.number().int(),
      refused: z.number().int(),
      unknown: z.number().int(),
      expired: z.number().int(),
      takenBack: z.number().int(),
    }),
  })
  .meta({ id: 'Wave' });
export type WaveView = z.output<typeof waveView>;

const deadlineHours = z
  .number()
  .int()
  .min(1)
  .max(90 * 24)
  .optional()
  .describe("How long the link works; without it the environment's days");
const waveId = z.object({ id: uuid });

export const welcome = {
  templates: route({
    method: 'get',
    path: '/welcome/templates',
    summary: 'The content of the welcome e-mail, per language',
    access: 'welcome.read',
    ok: z.object({
      templates: z.array(templateView),
      hasContent: z.boolean().describe('There are groups or messages to find for a newcomer'),
    }),
  }),
  save: route({
    method: 'put',
    path: '/welcome/templates/:locale',
    summary: 'Save the content; `version` is the one that was shown',
    access: 'welcome.edit',
    params: z.object({ locale }),
    body: z.strictObject({ version: z.number().int(), content: templateContent }),
    ok: templateView,
    errors: ['conflict', 'welcome.templateWrong'],
  }),
  restore: route({
    method: 'post',
    path: '/welcome/templates/:locale/restore',
    summary: 'Go back to the content that ships with the product',
    access: 'welcome.edit',
    params: z.object({ locale }),
    ok: templateView,
  }),
  preview: route({
    method: 'post',
    path: '/welcome/preview',
    summary: 'The mail as one person would see it, with a link that leads nowhere',
    access: 'welcome.read',
    body: z.strictObject({ locale, content: templateContent.optional(), userId: uuid.optional() }),
    ok: z.object({
      person: z.object({ id: uuid, name: z.string(), locale }).nullable(),
      subject: z.string(),
      preheader: z.string(),
      html: z.string(),
      text: z.string(),
      problems,
    }),
    errors: ['welcome.templateWrong', 'users.notFound'],
  }),
  test: route({
    method: 'post',
    path: '/welcome/test',
    summary: 'Send this content to yourself; its link activates nobody',
    access: 'welcome.edit',
    body: z.strictObject({ locale, content: templateContent }),
    ok: z.object({ address: z.string(), kept: z.boolean() }),
    errors: ['welcome.templateWrong', 'welcome.noAddress'],
  }),
  previewWave: route({
    method: 'post',
    path: '/welcome/waves/preview',
    summary: 'How many would get the mail, who not and why',
    access: 'welcome.send',
    body: z.strictObject(asked),
    ok: wavePreview,
  }),
  previewSkipped: route({
    method: 'post',
    path: '/welcome/waves/preview/skipped',
    summary: 'The people who would get none for one reason',
    access: 'welcome.send',
    body: z.strictObject({ ...asked, reason, after: uuid.optional() }),
    ok: z.object({ people: z.array(skippedPerson), next: uuid.nullable() }),
  }),
  send: route({
    method: 'post',
    path: '/welcome/waves',
    summary: 'Send the welcome e-mail. The same `id` twice is the same sending',
    access: 'welcome.send',
    body: z.strictObject({
      id: uuid,
      ...asked,
      expected: z.object({ asked: z.number().int(), queued: z.number().int() }).describe('The numbers that were shown'),
      deadlineHours,
    }),
    ok: waveView,
    errors: ['users.selectionChanged', 'idempotencyKeyReused'],
  }),
  waves: route({
    method: 'get',
    path: '/welcome/waves',
    summary: 'Sendings, newest first',
    access: 'welcome.read',
    query: z.object({ cursor: cursor.optional() }),
    ok: pageOf(waveView),
  }),
  showWave: route({
    method: 'get',
    path: '/welcome/waves/:id',
    summary: 'One sending and how far it is',
    access: 'welcome.read',
    params: waveId,
    ok: waveView,
    errors: ['notFound'],
  }),
  pause: route({
    method: 'post',
    path: '/welcome/waves/:id/pause',
    summary: 'Nothing more of it leaves until it is resumed',
    access: 'welcome.send',
    params: waveId,
    ok: waveView,
    errors: ['notFound'],
  }),
  resume: route({
    method: 'post',
    path: '/welcome/waves/:id/resume',
    summary: 'Go on with a paused sending',
    access: 'welcome.send',
    params: waveId,
    ok: waveView,
    errors: ['notFound'],
  }),
  cancel: route({
    method: 'post',
    path: '/welcome/waves/:id/cancel',
    summary: 'Take back whatever has not left yet',
    access: 'welcome.send',
    params: waveId,
    ok: waveView,
    errors: ['notFound'],
  }),
  sendOne: route({
    method: 'post',
    path: '/users/:id/welcome',
    summary: 'Send or resend the welcome e-mail to one person',
    access: 'welcome.send',
    params: z.object({ id: uuid }),
    body: z.strictObject({ key: uuid.describe('Made by the page: a double click sends one'), deadlineHours }),
    ok: z.object({ mailId: uuid.nullable(), address: z.string(), expiresAt: instant, kept: z.boolean() }),
    errors: ['users.notFound', 'users.stronger', 'welcome.notNow'],
  }),
};
