import { TENANT_TABLES } from './tables.ts';

const TENANTED: ReadonlySet<string> = new Set(TENANT_TABLES);

/** The column that says whose a row of this table is; undefined where rows have no tenant. */
export const tenantColumn = (table: string): string | undefined =>
  table === 'tenants' ? 'id' : TENANTED.has(table) ? 'tenant_id' : undefined;

/** A statement that would have looked over the wall. Always a fault of ours. */
export class TenantWall extends Error {
  override name = 'TenantWall';
}
