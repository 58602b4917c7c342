import { z } from 'zod';
import { route } from './core.ts';
import { madePasskey, passkeyAsk } from './proofs.ts';
import { instant, locale, role, uuid } from './shapes.ts';

export const passkey = z.object({
  id: uuid,
  name: z.string(),
  backedUp: z.boolean().describe('It is kept in a password manager or a cloud, as far as the device says'),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});
export type Passkey = z.output<typeof passkey>;

export const myProfile = z
  .object({
    id: uuid,
    name: z.string(),
    firstName: z.string(),
    namePrefix: z.string().nullable(),
    lastName: z.string(),
    email: z.string().nullable(),
    pendingEmail: z.string().nullable().describe('A new address that waits for your confirmation'),
    userName: z.string().nullable(),
    role,
    locale,
    timeZone: z.string().nullable().describe("null: the environment's"),
    department: z.string().nullable(),
    jobTitle: z.string().nullable(),
    photo: z.string().nullable(),
    version: z.number().int(),
    groupMails: z.boolean().describe('Mails about what happens in my groups'),
    hasPassword: z.boolean(),
    passwordChangedAt: instant.nullable(),
    twoStep: z.object({ since: instant.nullable(), codesLeft: z.number().int() }),
    passkeys: z.array(passkey),
    passkeysHere: z.boolean().describe('The public address has a name that passkeys can be bound to'),
    provedUntil: instant.nullable().describe('Until then you are not asked again who you are'),
  })
  .meta({ id: 'MyProfile' });
export type MyProfile = z.output<typeof myProfile>;

const name = z.string().trim().max(200);
const timeZone = z
  .string()
  .max(60)
  .refine(
    (zone) => {
      try {
        new Intl.DateTimeFormat('en', { timeZone: zone });
        return true;
      } catch {
        return false;
      }
    },
    { message: 'notAChoice' },
  );
const codes = z.object({ codes: z.array(z.string()).describe('Shown this once') });
const link = { id: z.string().max(200), secret: z.string().max(200) };

export const profile = {
  show: route({ method: 'get', path: '/profile', ok: myProfile, access: 'member', summary: 'My own account' }),
  change: route({
    method: 'patch',
    path: '/profile',
    body: z.strictObject({
      version: z.number().int(),
      firstName: name.optional(),
      namePrefix: name.nullable().optional(),
      lastName: name.optional(),
      locale: locale.optional(),
      timeZone: timeZone.nullable().optional(),
    }),
    ok: myProfile,
    access: 'member',
    summary: 'Change my name, language and time zone; `version` is the one that was shown',
    errors: ['conflict'],
  }),
  notify: route({
    method: 'put',
    path: '/profile/notifications',
    body: z.strictObject({ groupMails: z.boolean() }),
    ok: myProfile,
    access: 'member',
    summary: 'Which mails I want',
  }),
  putPhoto: route({
    method: 'put',
    path: '/profile/photo',
    takes: 'raw',
    ok: myProfile,
    access: 'member',
    summary: 'My photo: PNG, JPEG or WebP, at most 2 MB, kept exactly as it is',
    errors: ['tenants.notAPicture', 'tooLarge'],
  }),
  removePhoto: route({
    method: 'delete',
    path: '/profile/photo',
    ok: myProfile,
    access: 'member',
    summary: 'Take my photo away',
  }),
  photo: route({
    method: 'get',
    path: '/users/:id/photo',
    params: z.object({ id: uuid }),
    gives: 'raw',
    ok: z.unknown(),
    access: 'member',
    summary: "A person's photo, for whoever may see that person",
    errors: ['notFound'],
  }),
  changePassword: route({
    method: 'post',
    path: '/profile/password',
    body: z.strictObject({
      current: z.string().max(4096).describe('Empty where there is no password yet'),
      password: z.string().min(1).max(4096),
      endOthers: z.boolean().describe('Log out on my other devices; my API keys end too'),
    }),
    ok: z.object({}),
    access: 'member',
    summary: 'Change my password',
    errors: [
      'profile.wrongPassword',
      'session.proveAgain',
      'session.slowDown',
      'session.busy',
      'password.tooShort',
      'password.tooLong',
      'password.common',
      'password.personal',
    ],
  }),
  myData: route({
    method: 'get',
    path: '/profile/my-data',
    gives: 'raw',
    ok: z.unknown(),
    access: 'member',
    summary: 'Everything that is kept about me, as one JSON file',
  }),
  changeAddress: route({
    method: 'post',
    path: '/profile/address',
    body: z.strictObject({ email: z.string().max(320) }),
    ok: myProfile,
    access: 'member',
    summary: 'Give a new login address: it counts once it is confirmed by a mail to it',
    errors: ['session.proveAgain', 'profile.addressTaken', 'profile.sameAddress', 'tooMany'],
  }),
  dropAddress: route({
    method: 'delete',
    path: '/profile/address',
    ok: myProfile,
    access: 'member',
    summary: 'Withdraw a new address that is not confirmed yet',
  }),
  beginTwoStep: route({
    method: 'post',
    path: '/profile/two-step',
    body: z.strictObject({}),
    ok: z.object({ secret: z.string(), uri: z.string() }),
    access: 'member',
    summary: 'A secret for my authenticator app; counts once it is confirmed',
    errors: ['session.proveAgain', 'profile.twoStepIsOn'],
  }),
  confirmTwoStep: route({
    method: 'post',
    path: '/profile/two-step/confirm',
    body: z.strictObject({ code: z.string().max(20) }),
    ok: codes,
    access: 'member',
    summary: 'Switch two-step login on with a first code',
    errors: ['profile.codeWrong', 'profile.twoStepIsOn', 'profile.twoStepIsOff', 'session.slowDown'],
  }),
  newCodes: route({
    method: 'post',
    path: '/profile/two-step/codes',
    body: z.strictObject({}),
    ok: codes,
    access: 'member',
    summary: 'Ten new recovery codes; those of before end',
    errors: ['session.proveAgain', 'profile.twoStepIsOff'],
  }),
  endTwoStep: route({
    method: 'delete',
    path: '/profile/two-step',
    ok: myProfile,
    access: 'member',
    summary: 'Switch two-step login off',
    errors: ['session.proveAgain', 'profile.twoStepIsOff'],
  }),
  proofsOf: route({
    method: 'get',
    path: '/users/:id/proofs',
    params: z.object({ id: uuid }),
    ok: z.object({ twoStep: z.boolean(), passkeys: z.number().int() }),
    access: 'users.read',
    summary: 'How a user proves who they are beside the password',
    errors: ['users.notFound'],
  }),
  removeProofsOf: route({
    method: 'delete',
    path: '/users/:id/proofs',
    params: z.object({ id: uuid }),
    ok: z.object({}),
    access: 'users.resetPassword',
    summary: 'For a lost phone: remove a user’s two-step login and passkeys, and log them out everywhere',
    errors: ['users.notFound', 'users.stronger', 'profile.nothingToRemove'],
  }),
  askPasskey: route({
    method: 'post',
    path: '/profile/passkeys/ask',
    body: z.strictObject({}),
    ok: passkeyAsk,
    access: 'member',
    summary: 'What my device needs to make a passkey',
    errors: ['session.proveAgain', 'profile.passkeysNotHere', 'profile.tooManyPasskeys'],
  }),
  keepPasskey: route({
    method: 'post',
    path: '/profile/passkeys',
    body: z.strictObject({ id: uuid, name: z.string().trim().min(1).max(100), response: madePasskey }),
    ok: myProfile,
    access: 'member',
    summary: 'Keep the passkey that my device made',
    errors: ['session.proveAgain', 'profile.passkeyRefused'],
  }),
  renamePasskey: route({
    method: 'patch',
    path: '/profile/passkeys/:id',
    params: z.object({ id: uuid }),
    body: z.strictObject({ name: z.string().trim().min(1).max(100) }),
    ok: myProfile,
    access: 'member',
    summary: 'Give one of my passkeys another name',
  }),
  removePasskey: route({
    method: 'delete',
    path: '/profile/passkeys/:id',
    params: z.object({ id: uuid }),
    ok: myProfile,
    access: 'member',
    summary: 'Remove one of my passkeys',
    errors: ['session.proveAgain', 'profile.lastWayIn'],
  }),
  lookAtAddress: route({
    method: 'post',
    path: '/address/look',
    body: z.strictObject(link),
    ok: z.object({
      state: z.enum(['live', 'confirmed', 'expired', 'dropped', 'unknown']),
      address: z.string().optional(),
      locale: locale.optional(),
    }),
    access: 'public',
    summary: "Prove an address link's secret and learn its state; uses nothing up",
  }),
  confirmAddress: route({
    method: 'post',
    path: '/address/confirm',
    body: z.strictObject({ ...link, email: z.string().max(400).describe('The address, typed once more: no machine does that') }),
    ok: z.object({}),
    access: 'public',
    summary: 'Confirm a new login address: from now on it is the one',
    errors: ['profile.addressLinkOver', 'profile.addressTaken', 'profile.addressNotThis'],
  }),
};
