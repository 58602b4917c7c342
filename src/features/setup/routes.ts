import { setup } from '../../contract/setup.ts';
import { implement } from '../../platform/http/serve-api.ts';
import type { App } from '../../platform/scope.ts';
import { startSession } from '../sessions/index.ts';
import { showEntryPage } from './entry-page.ts';
import { checkSetupCode, giveCodeBack } from './first-run.ts';
import { checkEnvironment, makeEnvironment } from './make-environment.ts';
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
        return { next: '/admin/users' };
      },
    },
  });
}
