import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { proofs } from '../../contract/proofs.ts';
import { implement } from '../../platform/http/serve-api.ts';
import type { App } from '../../platform/scope.ts';
import type { Answered } from '../factors/index.ts';
import { askToLogIn, logInWithPasskey } from './passkey-log-in.ts';
import { askToProve, prove, proveWithPasskey } from './prove-again.ts';
import { takeSecondStep } from './second-step.ts';

type Signed = Answered<AuthenticationResponseJSON>;

export function proofRoutes(app: App) {
  return implement(proofs, {
    secondStep: {
      outside: async (_app, who, { body, request, reply }) => {
        await takeSecondStep(app, who, body, { request, reply });
        return { next: '/' };
      },
    },
    askPasskey: (scope, { request }) => askToLogIn(app, scope, request),
    logInWithPasskey: {
      outside: async (_app, who, { body, request, reply }) => {
        await logInWithPasskey(app, who, body as unknown as Signed, { request, reply });
        return { next: '/' };
      },
    },
    prove: {
      outside: async (_app, who, { body }) => {
        await prove(app, who, body.password);
        return {};
      },
    },
    askProof: (scope) => askToProve(app, scope),
    proveWithPasskey: async (scope, { body }) => {
      await proveWithPasskey(app, scope, body as unknown as Signed);
      return {};
    },
  });
}
