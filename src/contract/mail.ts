import { z } from 'zod';
import { route } from './core.ts';
import { cursor, done, instant, pageOf, uuid } from './shapes.ts';

const MAIL_STATES = ['queued', 'deferred', 'accepted', 'kept', 'refused', 'expired', 'unknown', 'taken_back'] as const;
export type MailStateName = (typeof MAIL_STATES)[number];

const reply = z.object({
  code: z.number().int().nullable(),
  enhanced: z.string().nullable(),
  words: z.string().nullable().describe("The server's own words"),
  server: z.string().nullable(),
});

const mailEvent = z.object({
  at: instant,
  event: z.enum(['accepted', 'deferred', 'refused', 'expired', 'unknown', 'kept', 'taken_back', 'image', 'resolved']),
  source: z.string().describe('Who says so: us, smtp, pixel, a person'),
  attempt: z.number().int().nullable(),
  meaning: z.string().nullable().describe('What the answer means; words under `mail.meaning`'),
  reply: reply.nullable(),
});

const mailView = z
  .object({
    id: uuid,
    kind: z.string(),
    state: z.enum(MAIL_STATES),
    address: z.string(),
    locale: z.string(),
    createdAt: instant,
    dueAt: instant,
    stateAt: instant,
    attempts: z.number().int(),
    nextTryAt: instant.nullable(),
    meaning: z.string().nullable(),
    reply: reply.nullable(),
    openedAt: instant
      .nullable()
      .describe(
        'Its picture was fetched: probably opened, or loaded by software. null where nothing was seen or nothing is measured',
      ),
    openedBy: z.enum(['software', 'proxy', 'person']).nullable(),
    events: z.array(mailEvent),
  })
  .meta({ id: 'Mail' });
export type MailView = z.output<typeof mailView>;

/** A mail that left, written once more. */
const mailCopy = z
  .object({
    id: uuid,
    kind: z.string(),
    at: instant.describe('When it came to the state it is in'),
    to: z.object({ name: z.string(), address: z.string() }).describe('As they were when it was wanted'),
    from: z.string(),
    locale: z.string(),
    copy: z
      .object({
        subject: z.string(),
        html: z.string(),
        text: z.string(),
        hasLink: z.boolean().describe('In its place stands one that leads nowhere: links are kept nowhere'),
        shipped: z.boolean().describe('The text ships with Welkom: another version may have worded it otherwise'),
      })
      .nullable()
      .describe('null: what it was written from is gone, as after the person was erased'),
  })
  .meta({ id: 'MailCopy' });
export type MailCopy = z.output<typeof mailCopy>;

/** The way out, as it stands now. */
const transportView = z
  .object({
    kept: z.boolean().describe('Mails are kept in the built-in mailbox: no mail server is set, or the environment is sealed'),
    sealed: z.boolean(),
    server: z.string().nullable(),
    problem: z.enum(['unreachable', 'auth', 'tls', 'busy', 'sender', 'throttled']).nullable(),
    words: z.string().nullable(),
    downSince: instant.nullable(),
  })
  .meta({ id: 'MailTransport' });
export type TransportView = z.output<typeof transportView>;

export const mailTotals = z
  .object({
    waiting: z.number().int(),
    deferred: z.number().int(),
    refused: z.number().int(),
    unknown: z.number().int(),
    expired: z.number().int(),
    kept: z.number().int(),
    opened: z.number().int().nullable().describe('null: not measured'),
    cap: z.number().int().describe('A number equal to this means: at least so many'),
  })
  .meta({ id: 'MailTotals' });

export const mail = {
  transport: route({
    method: 'get',
    path: '/mail/transport',
    summary: 'Do mails get out at this moment, and if not why not',
    access: 'mail.read',
    ok: transportView,
  }),
  totals: route({
    method: 'get',
    path: '/mail/totals',
    summary: 'How many mails stand where',
    access: 'mail.read',
    ok: mailTotals,
  }),
  ofUser: route({
    method: 'get',
    path: '/users/:id/mails',
    summary: 'Every mail to one person with its evidence, newest first (at most 50)',
    access: 'mail.read',
    params: z.object({ id: uuid }),
    ok: z.object({ mails: z.array(mailView), measured: z.boolean() }),
    errors: ['users.notFound'],
  }),
  copy: route({
    method: 'get',
    path: '/mail/:id/copy',
    summary:
      'A mail written once more from the version of the text it was sent with; name and deadline are those of now, its link is not shown',
    access: 'mail.read',
    params: z.object({ id: uuid }),
    ok: mailCopy,
    errors: ['notFound', 'users.notFound'],
  }),
  resolve: route({
    method: 'post',
    path: '/mail/:id/resolve',
    summary: 'Decide about a mail whose fate is unknown: treat it as sent, or send the very same again',
    access: 'welcome.send',
    params: z.object({ id: uuid }),
    body: z.strictObject({ as: z.enum(['sent', 'again']) }),
    ok: done,
    errors: ['notFound', 'mail.notUnknown'],
  }),
};

const mailboxEntry = z.object({
  id: uuid,
  kind: z.string(),
  at: instant,
  to: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
});

export const mailbox = {
  list: route({
    method: 'get',
    path: '/mailbox',
    summary: 'Mails kept here instead of being sent, newest first',
    access: 'mailbox.read',
    query: z.object({
      cursor: cursor.optional(),
      q: z.string().max(200).optional().describe('The beginning of an address or name'),
    }),
    ok: pageOf(mailboxEntry),
    errors: ['mailbox.closed'],
  }),
  show: route({
    method: 'get',
    path: '/mailbox/:id',
    summary: 'One kept mail as its reader would see it; its links are made now and are nowhere stored',
    access: 'mailbox.read',
    params: z.object({ id: uuid }),
    ok: mailboxEntry.extend({ from: z.string(), locale: z.string(), html: z.string(), text: z.string() }),
    errors: ['notFound', 'mailbox.closed'],
  }),
};
