import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import type { z } from 'zod';
import type { madePasskey, signedByPasskey } from '../../../contract/proofs.ts';

/** Whether this browser can make passkeys here: it wants https, or the very machine. */
export const canUsePasskeys = (): boolean => window.isSecureContext && browserSupportsWebAuthn();

export async function makePasskey(options: Record<string, unknown>): Promise<z.input<typeof madePasskey>> {
  const made = await startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON });
  return made as unknown as z.input<typeof madePasskey>;
}

export async function signWithPasskey(options: Record<string, unknown>): Promise<z.input<typeof signedByPasskey>> {
  const signed = await startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON });
  return signed as unknown as z.input<typeof signedByPasskey>;
}
