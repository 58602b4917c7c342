import { z } from 'zod';
import type { ErrorCode } from '../kernel/app-error.ts';
import { LOCALES } from '../kernel/locale.ts';
import { route } from './core.ts';
import { madePasskey, passkeyAsk } from './proofs.ts';
import { uuid } from './shapes.ts';

/** A link's two halves: the row in the path, the secret from the fragment. Anything may arrive here, so both are loose texts. */
const link = {
  id: z.string().max(200),
  secret: z.string().max(200),
};

const linkPurpose = z.enum(['activation', 'reset']);
export type LinkPurpose = z.infer<typeof linkPurpose>;

/** What the page says; everything but `unknown` is told only to whoever showed the link's secret. */
const linkState = z.object({
  state: z.enum(['live', 'notYet', 'expired', 'replaced', 'used', 'revoked', 'deactivated', 'unknown']),
  validUntil: z.iso.datetime().optional(),
  from: z.iso.datetime().optional(),
  replacedAt: z.iso.datetime().optional(),
  /** The language of the person, so that the page can speak it. */
  locale: z.enum(LOCALES).optional(),
  userName: z.string().nullable().optional(),
  /** Words the password must not lean on: names, address, organisation. */
  own: z.array(z.string()).optional(),
});
export type LinkState = z.infer<typeof linkState>;

/** What a link can be instead of live. */
const over = [
  'activation.unknown',
  'activation.notYet',
  'activation.expired',
  'activation.replaced',
  'activation.used',
  'activation.revoked',
  'activation.deactivated',
] as const satisfies readonly ErrorCode[];

export const activation = {
  look: route({
    method: 'post',
    path: '/activation/look',
    body: z.strictObject({ purpose: linkPurpose, ...link }),
    ok: linkState,
    access: 'public',
    summary: "Prove a link's secret and learn its state; uses nothing up",
  }),
  activate: route({
    method: 'post',
    path: '/activation',
    body: z.strictObject({ ...link, password: z.string().min(1).max(4096) }),
    ok: z.object({ next: z.string() }),
    access: 'public',
    summary: 'Create the password: uses the link up and logs in',
    errors: [
      'activation.unknown',
      'activation.notYet',
      'activation.expired',
      'activation.replaced',
      'activation.used',
      'activation.revoked',
      'activation.deactivated',
      'password.tooShort',
      'password.tooLong',
      'password.common',
      'password.personal',
      'session.busy',
    ],
  }),
  askPasskey: route({
    method: 'post',
    path: '/activation/passkey/ask',
    body: z.strictObject(link),
    ok: passkeyAsk,
    access: 'public',
    summary: 'What a device needs to make a passkey instead of a password, for whoever shows a live link; uses nothing up',
    errors: [...over, 'profile.passkeysNotHere'],
  }),
  activateWithPasskey: route({
    method: 'post',
    path: '/activation/passkey',
    body: z.strictObject({ ...link, askId: uuid, name: z.string().trim().min(1).max(100), response: madePasskey }),
    ok: z.object({ next: z.string() }),
    access: 'public',
    summary: 'Come in with a passkey instead of a password: uses the link up and logs in',
    errors: [...over, 'profile.passkeyRefused', 'profile.passkeysNotHere'],
  }),
  renew: route({
    method: 'post',
    path: '/activation/renew',
    body: z.strictObject({ purpose: linkPurpose, ...link }),
    ok: z.object({}),
    access: 'public',
    summary: 'Mail a new link to the stored address; answers the same for every link',
  }),
  reset: route({
    method: 'post',
    path: '/password/reset',
    body: z.strictObject({ ...link, password: z.string().min(1).max(4096) }),
    ok: z.object({ next: z.string() }),
    access: 'public',
    summary: 'Set a new password: uses the link up and logs out everywhere',
    errors: [
      'activation.unknown',
      'activation.expired',
      'activation.replaced',
      'activation.used',
      'activation.revoked',
      'activation.deactivated',
      'password.tooShort',
      'password.tooLong',
      'password.common',
      'password.personal',
      'session.busy',
    ],
  }),
  help: route({
    method: 'post',
    path: '/password/help',
    body: z.strictObject({ identifier: z.string().min(1).max(320) }),
    ok: z.object({}),
    access: 'public',
    summary: 'Forgot password: the same answer for everybody; what follows goes to the stored address',
  }),
  resetFor: route({
    method: 'post',
    path: '/users/:id/reset-password',
    params: z.object({ id: z.uuid() }),
    ok: z.object({}),
    access: 'users.resetPassword',
    summary: 'Mail a user a link to set a new password; nobody else sees it',
    errors: ['users.notFound', 'users.stronger', 'activation.notActive', 'activation.noAddress'],
  }),
};
