import { setup } from '../../contract/setup.ts';
import { implement } from '../../platform/http/serve-api.ts';
import type { App } from '../../platform/scope.ts';
import { startSession } from '../sessions/index.ts';
import { showEntryPage } from './entry-page.ts';
import { checkSetupCode, giveCodeBack } from './first-run.ts';
import { checkEnvironment, makeEnvironment, originOf } from './make-environment.ts';
import { addSamplePeople } from './sample-people.ts';

export function setupRoutes(app: App) {
  return implement(setup, {
    entry: {
      outside: (_app, who, { query, request }) =>
        showEntryPage(app, who.tenantId, { locale: query.locale, accepted: request.headers.get('accept-language') }),
    },
    look: {
      outside: async (_app, _who, { body }) => {
        await checkSetupCode(app, body.code, false);
        return {
          publicUrl: app.config.publicUrl,
          publicUrlFixed: app.config.publicUrlIsSet,
          mailServer: app.mailer?.server ?? null,
        };
      },
    },
    make: {
      outside: async (_app, _who, { body, request, reply }) => {
        const { code, sample, ...rest } = body;
        const input = { ...rest, publicUrl: app.config.publicUrlIsSet ? null : body.publicUrl };
        await checkSetupCode(app, code, false);
        checkEnvironment(input);
        await checkSetupCode(app, code, true);
        try {
          const tenantId = await makeEnvironment(app, input, (scope, owner) =>
            startSession(app, scope, { id: owner, role: 'owner' }, { request, reply }),
          );
          if (sample) await addSamplePeople(app, tenantId);
        } catch (error) {
          await giveCodeBack(app);
          throw error;
        }
        return { next: nextFor(request, input.publicUrl) };
      },
    },
  });
}

/** A cookie of an https address cannot live on a plain one (but for this very machine): then the way in is the public address. */
function nextFor(request: Request, publicUrl: string | null): string {
  const here = request.headers.get('origin') ?? '';
  const plain = /^http:\/\/(?!localhost\b|127\.|\[::1\])/.test(here);
  return publicUrl && plain && publicUrl.startsWith('https:') ? `${originOf(publicUrl)}/login` : '/admin/users';
}
