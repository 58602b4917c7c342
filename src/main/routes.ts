import { activationRoutes } from '../features/activation/index.ts';
import { actRoutes } from '../features/acts/index.ts';
import { arrivalRoutes } from '../features/arrivals/index.ts';
import { auditRoutes } from '../features/audit/index.ts';
import { groupRoutes } from '../features/groups/index.ts';
import { importRoutes } from '../features/imports/index.ts';
import { leavingRoutes } from '../features/leaving/index.ts';
import { mailRoutes } from '../features/mail/index.ts';
import { profileRoutes } from '../features/profile/index.ts';
import { proofRoutes, sessionRoutes } from '../features/sessions/index.ts';
import { setupRoutes } from '../features/setup/index.ts';
import { roleRoutes, tenantRoutes } from '../features/tenants/index.ts';
import { usersRoutes, userToSee } from '../features/users/index.ts';
import { viewRoutes } from '../features/views/index.ts';
import { welcomeRoutes } from '../features/welcome/index.ts';
import type { Served } from '../platform/http/serve-api.ts';
import type { App } from '../platform/scope.ts';
import { allActs } from './acts.ts';
import { allBelongings } from './belongings.ts';
import { allMails } from './mails.ts';
import { namesOfAll } from './names.ts';
import { userHooks } from './user-hooks.ts';

/** Every endpoint the server answers: the table of contents of the API. One line per feature. */
export function allRoutes(app: App): Served[] {
  return [
    ...auditRoutes(namesOfAll),
    ...tenantRoutes(app),
    ...roleRoutes,
    ...mailRoutes(app, allMails, userToSee),
    ...usersRoutes(userHooks),
    ...viewRoutes,
    ...actRoutes(allActs),
    ...groupRoutes,
    ...sessionRoutes(app),
    ...proofRoutes(app),
    ...activationRoutes(app),
    ...profileRoutes(app, allBelongings),
    ...welcomeRoutes(app),
    ...arrivalRoutes(app),
    ...setupRoutes(app),
    ...importRoutes,
    ...leavingRoutes(allBelongings),
  ];
}
