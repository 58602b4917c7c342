import { sql } from 'kysely';
import type { TemplateContent } from '../../contract/mail-template.ts';
import type { TemplateId, TenantId, UserId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { Tx } from '../../platform/db/database.ts';

/** `content` null: back to what ships with the product. */
export interface TemplateRow {
  id: TemplateId;
  locale: Locale;
  version: number;
  content: TemplateContent | null;
  changedByName: string;
  createdAt: Date;
}

const COLUMNS = sql`id, locale, version, case when content = 'null'::jsonb then null else content end as content, coalesce((select u.display_name from users u where u.tenant_id = welcome_templates.tenant_id and u.id = changed_by), changed_by_name) as "changedByName", created_at as "createdAt"`;

export async function latestTemplates(tx: Tx, tenantId: TenantId): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select distinct on (locale) ${COLUMNS} from welcome_templates where tenant_id = ${tenantId} order by locale, version desc`.execute(
    tx,
  );
  return rows;
}

export async function findTemplates(tx: Tx, tenantId: TenantId, ids: readonly TemplateId[]): Promise<TemplateRow[]> {
  const { rows } =
    await sql<TemplateRow>`select ${COLUMNS} from welcome_templates where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`.execute(
      tx,
    );
  return rows;
}

/** @returns false where somebody else saved this version first */
export async function insertTemplate(
  tx: Tx,
  row: {
    tenantId: TenantId;
    id: TemplateId;
    locale: Locale;
    version: number;
    content: TemplateContent | null;
    by: UserId | null;
    byName: string;
    now: Date;
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into welcome_templates (tenant_id, id, locale, version, content, changed_by, changed_by_name, created_at)
    values (${row.tenantId}, ${row.id}, ${row.locale}, ${row.version}, ${JSON.stringify(row.content)}::jsonb, ${row.by}, ${row.byName}, ${row.now})
    on conflict (tenant_id, locale, version) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}
