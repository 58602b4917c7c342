import { activation } from '../../contract/activation.ts';
import type { UserId } from '../../kernel/ids.ts';
import { implement } from '../../platform/http/serve-api.ts';
import type { App } from '../../platform/scope.ts';
import { activate } from './activate.ts';
import { activateWithPasskey, askForFirstPasskey, type FirstPasskey } from './activate-with-passkey.ts';
import { lookAtLink } from './look-at-link.ts';
import { resetPassword, sendReset } from './reset-password.ts';
import { askForHelp, askForNewLink } from './send-help.ts';

export function activationRoutes(app: App) {
  return implement(activation, {
    look: (scope, { body }) => lookAtLink(app, scope, body),
    activate: {
      outside: async (_app, who, { body, request, reply }) => {
        await activate(app, who, body, { request, reply });
        return { next: '/' };
      },
    },
    askPasskey: (scope, { body }) => askForFirstPasskey(app, scope, body),
    activateWithPasskey: {
      outside: async (_app, who, { body, request, reply }) => {
        await activateWithPasskey(app, who, body as unknown as FirstPasskey, { request, reply });
        return { next: '/' };
      },
    },
    renew: async (scope, { body, request }) => {
      await askForNewLink(app, scope, body, request);
      return {};
    },
    reset: {
      outside: async (_app, who, { body }) => {
        await resetPassword(app, who, body);
        return { next: '/login?note=reset' };
      },
    },
    help: async (scope, { body, request }) => {
      await askForHelp(scope, body.identifier, request);
      return {};
    },
    resetFor: async (scope, { params }) => {
      await sendReset(scope, params.id as UserId);
      return {};
    },
  });
}
