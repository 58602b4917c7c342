import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { AppError } from '../../kernel/app-error.ts';
import { newId, type PasskeyId, type UserId } from '../../kernel/ids.ts';
import { type App, publicUrlOf, type Scope } from '../../platform/scope.ts';
import {
  type ChallengePurpose,
  findPasskey,
  insertChallenge,
  insertPasskey,
  listPasskeys,
  notePasskeyUse,
  spendChallenge,
} from './passkey-store.ts';

const MINUTES = 5;
const MOST = 20;

type Place = Pick<App, 'config'>;

/** What the browser is told, and under which id the answer comes back. */
export interface Ask {
  id: string;
  options: Record<string, unknown>;
}

/** What the browser answered: checked as to its form by the contract, as to its truth here. */
export interface Answered<R> {
  id: string;
  response: R;
}

/** The name that passkeys are bound to; null where the public address is a number, to which no browser binds one. */
export function passkeyPlace(app: Place, scope: Pick<Scope, 'tenant'>): { name: string; origin: string } | null {
  const url = new URL(publicUrlOf(app, scope.tenant));
  const isNumber = /^[\d.]+$/.test(url.hostname) || url.hostname.startsWith('[');
  return isNumber ? null : { name: url.hostname, origin: url.origin };
}

function demandPlace(app: Place, scope: Scope): { name: string; origin: string } {
  const place = passkeyPlace(app, scope);
  if (!place) throw new AppError('profile.passkeysNotHere');
  return place;
}

async function keep(
  scope: Scope,
  purpose: ChallengePurpose,
  userId: UserId | null,
  options: { challenge: string },
): Promise<Ask> {
  const id = newId();
  const expiresAt = new Date(scope.now.getTime() + MINUTES * 60_000);
  await insertChallenge(scope.tx, scope.tenant.id, { id, purpose, userId, challenge: options.challenge, expiresAt }, scope.now);
  return { id, options: { ...options } };
}

/** Asks the person's device to make a passkey: one that names its person by itself, and asks for finger, face or PIN. */
export async function askForNewPasskey(
  app: Place,
  scope: Scope,
  person: { id: UserId; account: string; name: string },
  purpose: 'register' | 'activate',
): Promise<Ask> {
  const place = demandPlace(app, scope);
  const known = await listPasskeys(scope.tx, scope.tenant.id, person.id);
  if (known.length >= MOST) throw new AppError('profile.tooManyPasskeys', { max: MOST });
  const options = await generateRegistrationOptions({
    rpName: scope.tenant.name,
    rpID: place.name,
    userName: person.account,
    userDisplayName: person.name,
    userID: new Uint8Array(Buffer.from(person.id)),
    timeout: MINUTES * 60_000,
    attestationType: 'none',
    excludeCredentials: known.map((passkey) => ({ id: passkey.credential_id, transports: passkey.transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return keep(scope, purpose, person.id, options);
}

/** Keeps a passkey that was asked for a moment ago. @throws AppError `profile.passkeyRefused` */
export async function keepPasskey(
  app: Place,
  scope: Scope,
  userId: UserId,
  purpose: 'register' | 'activate',
  answered: Answered<RegistrationResponseJSON> & { name: string },
): Promise<PasskeyId> {
  const place = demandPlace(app, scope);
  const expectedChallenge = await spendChallenge(scope.tx, scope.tenant.id, answered.id, purpose, userId, scope.now);
  if (!expectedChallenge) throw new AppError('profile.passkeyRefused');
  const { registrationInfo } = await verifyRegistrationResponse({
    response: answered.response,
    expectedChallenge,
    expectedOrigin: place.origin,
    expectedRPID: place.name,
    requireUserVerification: true,
  }).catch((error: unknown) => {
    scope.log.info({ err: error }, 'a new passkey was refused');
    throw new AppError('profile.passkeyRefused');
  });
  if (!registrationInfo) throw new AppError('profile.passkeyRefused');
  const { credential, credentialBackedUp } = registrationInfo;
  const id = newId<'passkey'>();
  const passkey = {
    id,
    userId,
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: (credential.transports ?? []).map(String),
    backedUp: credentialBackedUp,
    name: answered.name,
  };
  if (!(await insertPasskey(scope.tx, scope.tenant.id, passkey, scope.now))) throw new AppError('profile.passkeyRefused');
  return id;
}

/** Asks for a signature: of anybody's passkey to log in, of the person's own to prove once more who they are. */
export async function askForPasskey(app: Place, scope: Scope, purpose: 'log_in' | 'prove', userId: UserId | null): Promise<Ask> {
  const place = demandPlace(app, scope);
  const own = userId ? await listPasskeys(scope.tx, scope.tenant.id, userId) : [];
  const options = await generateAuthenticationOptions({
    rpID: place.name,
    userVerification: 'required',
    timeout: MINUTES * 60_000,
    allowCredentials: own.map((passkey) => ({ id: passkey.credential_id, transports: passkey.transports })),
  });
  return keep(scope, purpose, userId, options);
}

/** Whose passkey signed; undefined for everything that is not right. The challenge is used up either way. */
export async function personOfPasskey(
  app: Place,
  scope: Scope,
  purpose: 'log_in' | 'prove',
  userId: UserId | null,
  answered: Answered<AuthenticationResponseJSON>,
): Promise<UserId | undefined> {
  const place = demandPlace(app, scope);
  const { tx, tenant, now } = scope;
  const expectedChallenge = await spendChallenge(tx, tenant.id, answered.id, purpose, userId, now);
  const passkey = await findPasskey(tx, tenant.id, answered.response.id);
  if (!expectedChallenge || !passkey || (userId && passkey.user_id !== userId)) return undefined;
  const checked = await verifyAuthenticationResponse({
    response: answered.response,
    expectedChallenge,
    expectedOrigin: place.origin,
    expectedRPID: place.name,
    requireUserVerification: true,
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: passkey.counter,
      transports: passkey.transports,
    },
  }).catch((error: unknown) => {
    scope.log.info({ err: error }, 'a passkey was refused');
    return undefined;
  });
  if (!checked?.verified) return undefined;
  await notePasskeyUse(tx, tenant.id, passkey.id, checked.authenticationInfo.newCounter, now);
  return passkey.user_id as UserId;
}
