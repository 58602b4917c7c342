import { z } from 'zod';
import { route } from './core.ts';
import { uuid } from './shapes.ts';

const text = (most: number) => z.string().max(most);

/** What a browser answers when a passkey was made; its truth is checked by the server, not by its form. */
export const madePasskey = z.looseObject({
  id: text(1400),
  rawId: text(1400),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: text(8000), attestationObject: text(60_000) }),
});

/** What a browser answers when a passkey has signed. */
export const signedByPasskey = z.looseObject({
  id: text(1400),
  rawId: text(1400),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: text(8000), authenticatorData: text(20_000), signature: text(10_000) }),
});

/** What to hand to the browser, and the id to answer under. */
export const passkeyAsk = z.object({ id: uuid, options: z.record(z.string(), z.unknown()) });

export const proofs = {
  secondStep: route({
    method: 'post',
    path: '/session/second-step',
    body: z.strictObject({
      ticket: text(400).describe('From the answer to the password'),
      code: text(40).describe('Six digits of the app, or a recovery code'),
    }),
    ok: z.object({ next: z.string() }),
    access: 'public',
    summary: 'Log in, second step: the code after the password',
    errors: ['session.codeWrong', 'session.ticketOver', 'session.slowDown'],
  }),
  askPasskey: route({
    method: 'post',
    path: '/session/passkey/ask',
    body: z.strictObject({}),
    ok: passkeyAsk,
    access: 'public',
    summary: 'What a passkey is to sign for logging in; the same for everybody',
    errors: ['profile.passkeysNotHere', 'session.slowDown'],
  }),
  logInWithPasskey: route({
    method: 'post',
    path: '/session/passkey',
    body: z.strictObject({ id: uuid, response: signedByPasskey }),
    ok: z.object({ next: z.string() }),
    access: 'public',
    summary: 'Log in with a passkey: both steps in one',
    errors: ['session.passkeyWrong', 'session.slowDown'],
  }),
  prove: route({
    method: 'post',
    path: '/session/proof',
    body: z.strictObject({ password: z.string().min(1).max(4096) }),
    ok: z.object({}),
    access: 'member',
    summary: 'Prove once more who you are, with the password; holds for ten minutes at this device',
    errors: ['profile.wrongPassword', 'session.slowDown', 'session.busy'],
  }),
  askProof: route({
    method: 'post',
    path: '/session/proof/passkey/ask',
    body: z.strictObject({}),
    ok: passkeyAsk,
    access: 'member',
    summary: 'What a passkey of yours is to sign to prove once more who you are',
    errors: ['profile.passkeysNotHere'],
  }),
  proveWithPasskey: route({
    method: 'post',
    path: '/session/proof/passkey',
    body: z.strictObject({ id: uuid, response: signedByPasskey }),
    ok: z.object({}),
    access: 'member',
    summary: 'Prove once more who you are, with a passkey',
    errors: ['session.passkeyWrong'],
  }),
};
