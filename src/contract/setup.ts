import { z } from 'zod';
import { LOCALES } from '../kernel/locale.ts';
import { route } from './core.ts';

const localeShape = z.enum(LOCALES);
const words: z.ZodType<Record<string, unknown>> = z.record(z.string(), z.unknown());

/** What the sign-in, activation and first-run pages need before anybody has proved anything. */
export const entryPage = z.object({
  tenant: z.object({ name: z.string(), brandColor: z.string(), logo: z.string().nullable() }).nullable(),
  setupOpen: z.boolean().describe('Nobody has made the environment yet.'),
  locale: localeShape,
  words: words.describe('The words these pages use, in that language.'),
});
export type EntryPage = z.infer<typeof entryPage>;

/** What the server already decides, told to whoever knows the one-time code. */
const setupFacts = z.object({
  publicUrl: z.string(),
  publicUrlFixed: z.boolean(),
  mailServer: z.string().nullable().describe('host:port, without the login; null: the built-in mailbox'),
});
export type SetupFacts = z.infer<typeof setupFacts>;

const setupBody = z.strictObject({
  code: z.string().max(100),
  tenantName: z.string().trim().min(1).max(200),
  locale: localeShape,
  publicUrl: z.string().max(300),
  openTracking: z.boolean(),
  sample: z.boolean(),
  firstName: z.string().trim().min(1).max(100),
  lastName: z.string().trim().min(1).max(100),
  email: z.string().max(320),
  password: z.string().min(1).max(4096),
});

export const setup = {
  entry: route({
    method: 'get',
    path: '/entry',
    query: z.object({ locale: z.string().max(35).optional() }),
    ok: entryPage,
    access: 'public',
    summary: 'Look and words of the sign-in, activation and first-run pages',
  }),
  look: route({
    method: 'post',
    path: '/setup/look',
    body: z.strictObject({ code: z.string().max(100) }),
    ok: setupFacts,
    access: 'public',
    summary: 'What the server says about itself, for whoever knows the one-time code',
    errors: ['setup.wrongCode', 'setup.codeExpired', 'setup.closed', 'setup.slowDown'],
  }),
  make: route({
    method: 'post',
    path: '/setup',
    body: setupBody,
    ok: z.object({ next: z.string() }),
    access: 'public',
    summary: 'First run: make the environment and its owner, and log in',
    errors: [
      'setup.wrongCode',
      'setup.codeExpired',
      'setup.closed',
      'setup.slowDown',
      'setup.publicUrl',
      'password.tooShort',
      'password.tooLong',
      'password.common',
      'password.personal',
    ],
  }),
};
