export { bindInstallation } from './bind-installation.ts';
export { createTenant, type NewTenant } from './create-tenant.ts';
export { covers, permissionsOf, seesAdmin } from './roles.ts';
export { tenantRoutes } from './routes.ts';
export { findTenantByHost, listTenantIds } from './tenant-store.ts';
