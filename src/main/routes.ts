import { activationRoutes } from '../features/activation/index.ts';
import { actRoutes } from '../features/acts/index.ts';
import { auditRoutes } from '../features/audit/index.ts';
import { sessionRoutes } from '../features/sessions/index.ts';
import { importRoutes } from '../features/imports/index.ts';
import { setupRoutes } from '../features/setup/index.ts';
import { tenantRoutes } from '../features/tenants/index.ts';
import { usersRoutes } from '../features/users/index.ts';
import type { Served } from '../platform/http/serve-api.ts';
import type { App } from '../platform/scope.ts';
import { allActs } from './acts.ts';

/** Every endpoint the server answers: the table of contents of the API. One line per feature. */
export function allRoutes(app: App): Served[] {
  return [...auditRoutes, ...tenantRoutes(app), ...usersRoutes, ...sessionRoutes(app), ...activationRoutes(app), ...setupRoutes(app), ...importRoutes, ...actRoutes(allActs)];
}
