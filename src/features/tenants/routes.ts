import type { ReadableStream } from 'node:stream/web';
import { roles } from '../../contract/roles.ts';
import { tenants } from '../../contract/tenants.ts';
import { AppError } from '../../kernel/app-error.ts';
import { implement, type Who } from '../../platform/http/serve-api.ts';
import { type App, allow, inTenant } from '../../platform/scope.ts';
import { changeLogo, changeTenant, openTenant, settingsOf } from './change-tenant.ts';
import { giveUpFile, keepFile, putFile } from './kept-files.ts';
import { pictureIn, showPicture } from './kept-pictures.ts';
import { showRoles } from './show-roles.ts';

const LOGO_LIMIT = 1_000_000;

export const roleRoutes = implement(roles, { list: (scope) => showRoles(scope) });

export function tenantRoutes(app: App) {
  return implement(tenants, {
    show: (scope) => settingsOf(app, scope.tenant),
    change: async (scope, { body }) => settingsOf(app, await changeTenant(scope, body)),
    putLogo: { outside: putLogo },
    removeLogo: async (scope) => settingsOf(app, await changeLogo(scope, null)),
    logo: { outside: showLogo },
    open: async (scope) => settingsOf(app, await openTenant(scope)),
  });
}

async function putLogo(app: App, who: Who, { request }: { request: Request }) {
  allow(who, 'settings.edit');
  if (!request.body) throw new AppError('tenants.notAPicture');
  const { file } = await putFile(app, who, request.body as ReadableStream, LOGO_LIMIT);
  if (!(await pictureIn(app, who, file))) {
    await giveUpFile(app, who, file);
    throw new AppError('tenants.notAPicture');
  }
  return inTenant(app, who, async (scope) => {
    await keepFile(app, scope, file);
    return settingsOf(app, await changeLogo(scope, file));
  });
}

async function showLogo(app: App, who: Who): Promise<Response> {
  const file = await inTenant(app, who, async (scope) => scope.tenant.logoFile);
  if (!file) throw new AppError('notFound');
  return showPicture(app, who, file, { 'cache-control': 'private, max-age=300' });
}
