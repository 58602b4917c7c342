export { bindInstallation } from './bind-installation.ts';
export { createTenant } from './create-tenant.ts';
export { giveUpFile, giveUpFileJob, keepFile, putFile } from './kept-files.ts';
export { pictureIn, showPicture } from './kept-pictures.ts';
export { covers, permissionsOf, rightsOf, seesAdmin } from './roles.ts';
export { roleRoutes, tenantRoutes } from './routes.ts';
export { findTenantByHost, listTenantIds, listTenants } from './tenant-store.ts';
