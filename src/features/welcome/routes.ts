import { welcome } from '../../contract/welcome.ts';
import type { UserId, WaveId } from '../../kernel/ids.ts';
import { implement, type Served } from '../../platform/http/serve-api.ts';
import type { App } from '../../platform/scope.ts';
import { anyGroup } from '../groups/index.ts';
import { previewMail, sendTest } from './preview-mail.ts';
import { previewSkipped, previewWave } from './preview-wave.ts';
import { sendOneWelcome } from './send-one.ts';
import { sendWelcomeMails } from './send-welcome-mails.ts';
import { showWave, showWaves } from './show-wave.ts';
import { cancelWave, pauseWave, resumeWave } from './steer-wave.ts';
import { listTemplates, restoreTemplate, saveTemplate } from './templates.ts';

export const welcomeRoutes = (app: App): Served[] =>
  implement(welcome, {
    templates: async (scope) => ({ templates: await listTemplates(app, scope), hasContent: await anyGroup(scope.tx) }),
    save: (scope, { params, body }) => saveTemplate(app, scope, { locale: params.locale, ...body }),
    restore: (scope, { params }) => restoreTemplate(app, scope, params.locale),
    preview: (scope, { body }) => previewMail(app, scope, body),
    test: (scope, { body }) => sendTest(app, scope, body),
    previewWave: (scope, { body }) => previewWave(app, scope, body),
    previewSkipped: (scope, { body }) => previewSkipped(scope, body),
    send: (scope, { body }) => sendWelcomeMails(scope, { ...body, id: body.id as WaveId }),
    waves: (scope, { query }) => showWaves(scope, query.cursor),
    showWave: (scope, { params }) => showWave(scope, params.id as WaveId),
    pause: (scope, { params }) => pauseWave(scope, params.id as WaveId),
    resume: (scope, { params }) => resumeWave(scope, params.id as WaveId),
    cancel: (scope, { params }) => cancelWave(scope, params.id as WaveId),
    sendOne: (scope, { params, body }) => sendOneWelcome(app, scope, { userId: params.id as UserId, ...body }),
  });
