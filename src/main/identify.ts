import { findTenantByHost } from '../features/tenants/index.ts';
import { type Identify, NO_TENANT } from '../platform/http/serve-api.ts';
import { ANONYMOUS } from '../platform/scope.ts';

/** Who asks, and in which environment. */
export const identify: Identify = async (request, app) => {
  const tenantId = (await app.db.acrossTenants((tx) => findTenantByHost(tx, new URL(request.url).hostname))) ?? NO_TENANT;
  return { tenantId, actor: ANONYMOUS };
};
