import type { z } from 'zod';
import type { activation } from '../../contract/activation.ts';
import type { Endpoint } from '../../contract/core.ts';
import type { profile } from '../../contract/profile.ts';
import type { proofs } from '../../contract/proofs.ts';
import type { session } from '../../contract/session.ts';
import type { EntryPage, setup } from '../../contract/setup.ts';
import type { ErrorDetails } from '../../kernel/app-error.ts';

/** A refusal as the server said it, or `offline` where no answer came. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: ErrorDetails;
  readonly sentence: string;
  readonly fields: { path: string; code: string; details?: ErrorDetails }[];

  constructor(code: string, answer: { details?: ErrorDetails; detail?: string; errors?: Refusal['fields'] } = {}) {
    super(code);
    this.code = code;
    this.details = answer.details ?? {};
    this.sentence = answer.detail ?? '';
    this.fields = answer.errors ?? [];
  }
}

async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method: method.toUpperCase(),
      headers: { 'x-locale': document.documentElement.lang, ...(body !== undefined && { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch {
    throw new Refusal('offline');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(typeof answer.code === 'string' ? answer.code : 'internal', answer);
  return answer as T;
}

/** The few calls these pages make: typed by the contract, without its validation code, which a phone need not load. */
const post =
  <E extends Endpoint & { body: z.ZodType }>(path: E['path']) =>
  (body: z.input<E['body']>): Promise<z.output<E['ok']>> =>
    send('post', path, body);

export const callApi = {
  entry: (locale: string | undefined) => send<EntryPage>('get', `/entry${locale ? `?locale=${locale}` : ''}`),
  logIn: post<typeof session.logIn>('/session'),
  secondStep: post<typeof proofs.secondStep>('/session/second-step'),
  askPasskey: post<typeof proofs.askPasskey>('/session/passkey/ask'),
  logInWithPasskey: post<typeof proofs.logInWithPasskey>('/session/passkey'),
  look: post<typeof activation.look>('/activation/look'),
  activate: post<typeof activation.activate>('/activation'),
  askFirstPasskey: post<typeof activation.askPasskey>('/activation/passkey/ask'),
  activateWithPasskey: post<typeof activation.activateWithPasskey>('/activation/passkey'),
  renew: post<typeof activation.renew>('/activation/renew'),
  reset: post<typeof activation.reset>('/password/reset'),
  help: post<typeof activation.help>('/password/help'),
  lookAtAddress: post<typeof profile.lookAtAddress>('/address/look'),
  confirmAddress: post<typeof profile.confirmAddress>('/address/confirm'),
  setupLook: post<typeof setup.look>('/setup/look'),
  setupMake: post<typeof setup.make>('/setup'),
};
