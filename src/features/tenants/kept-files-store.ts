import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';

/** Files are kept by their content: a photo, another person's photo, the logo and an import can be the very same. */
export async function fileIsKept(tx: Tx, tenantId: string, file: string): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`
    select exists (select from users where tenant_id = ${ofTenant} and photo_file = ${file})
      or exists (select from imports where tenant_id = ${ofTenant} and file = ${file})
      or exists (select from tenants where id = ${tenantId} and logo_file = ${file}) as kept`.execute(tx);
  return rows[0]?.kept ?? true;
}
