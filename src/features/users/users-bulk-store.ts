import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { UNMAILED } from './user-store.ts';

/** A person as one row of a bulk write; the columns that a file may bring. */
export interface BulkPerson {
  id: string;
  email: string | null;
  email_key: string | null;
  user_name: string | null;
  external_id: string | null;
  first_name: string;
  name_prefix: string | null;
  last_name: string;
  display_name: string;
  sort_name: string;
  search_text: string;
  locale: string;
  department: string | null;
  job_title: string | null;
  phone: string | null;
  location: string | null;
  manager_email: string | null;
  start_date: string | null;
  end_date: string | null;
}

/** What is compared with a file, and locked before it is written. */
export type KnownPerson = BulkPerson & {
  role: string;
  deactivated_at: Date | null;
  activated_at: Date | null;
  pending_email: string | null;
};

/** The columns of a bulk write, with their types. */
export const PERSON_COLUMNS = {
  id: 'uuid',
  email: 'text',
  email_key: 'text',
  user_name: 'text',
  external_id: 'text',
  first_name: 'text',
  name_prefix: 'text',
  last_name: 'text',
  display_name: 'text',
  sort_name: 'text',
  search_text: 'text',
  locale: 'text',
  department: 'text',
  job_title: 'text',
  phone: 'text',
  location: 'text',
  manager_email: 'text',
  start_date: 'date',
  end_date: 'date',
} as const satisfies Record<keyof BulkPerson, string>;
const NAMES = Object.keys(PERSON_COLUMNS) as (keyof BulkPerson)[];
const KNOWN = [...NAMES, 'role', 'deactivated_at', 'activated_at', 'pending_email'] as const;

const names = sql.join(NAMES.map((name) => sql.ref(name)));

/** The rows as one array per column: one statement whatever their number, and always the same text. */
function unnested(rows: readonly BulkPerson[]): RawBuilder<unknown> {
  return sql`unnest(${sql.join(NAMES.map((name) => sql`${rows.map((row) => row[name])}::${sql.raw(`${PERSON_COLUMNS[name]}[]`)}`))}) as person (${names})`;
}

/** Whoever holds one of these keys. */
export async function selectByKeys(
  tx: Tx,
  keys: { externalIds: string[]; emailKeys: string[]; userNames: string[] },
): Promise<KnownPerson[]> {
  const by = (column: 'external_id' | 'email_key' | 'user_name', values: string[]) =>
    tx.selectFrom('users').select(KNOWN).where(column, '=', sql<string>`any(${values}::text[])`);
  const found = new Map<string, KnownPerson>();
  for (const query of [
    keys.externalIds.length ? by('external_id', keys.externalIds) : undefined,
    keys.emailKeys.length ? by('email_key', keys.emailKeys) : undefined,
    keys.userNames.length ? by('user_name', keys.userNames) : undefined,
  ]) {
    if (query) for (const row of await query.execute()) found.set(row.id, row);
  }
  return [...found.values()];
}

export function selectNames(tx: Tx, ids: string[]) {
  return tx
    .selectFrom('users')
    .select(['id', 'display_name', 'email', 'external_id'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
}

/** In the order of their ids, so that two bulk writes never wait for each other in a circle. */
export async function lockPeople(tx: Tx, ids: string[]): Promise<KnownPerson[]> {
  return tx
    .selectFrom('users')
    .select(KNOWN)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Inserts who can be; somebody whose address, number or user name is taken is left out. @returns the ids that are in */
export async function insertPeople(
  tx: Tx,
  rows: BulkPerson[],
  shared: { tenantId: string; now: Date; importId: string },
): Promise<Set<string>> {
  const inserted = await sql<{ id: string }>`
    insert into users (tenant_id, ${names}, source, import_id, created_at, updated_at)
    select ${shared.tenantId}::uuid, ${names}, 'import', ${shared.importId}::uuid, ${shared.now}::timestamptz, ${shared.now}::timestamptz
    from ${unnested(rows)}
    on conflict do nothing returning id`.execute(tx);
  return new Set(inserted.rows.map((row) => row.id));
}

/** Writes whole rows. A changed address takes what was known of the old one with it. */
export async function updatePeople(tx: Tx, rows: BulkPerson[], now: Date): Promise<void> {
  const set = sql.join(NAMES.filter((name) => name !== 'id').map((name) => sql`${sql.ref(name)} = person.${sql.ref(name)}`));
  const kept = (column: string) =>
    sql`${sql.ref(column)} = case when users.email_key is not distinct from person.email_key then users.${sql.ref(column)} end`;
  await sql`
    update users set ${set}, ${sql.join(Object.keys(UNMAILED).map(kept))},
      version = users.version + 1, updated_at = ${now}::timestamptz
    from ${unnested(rows)} where users.tenant_id = ${ofTenant} and users.id = person.id`.execute(tx);
}

/** Runs `work`; where it breaks a uniqueness rule, everything it wrote is taken back and `otherwise` answers. */
export async function unlessTaken<T>(tx: Tx, work: () => Promise<T>, otherwise: () => T): Promise<T> {
  await sql`savepoint bulk`.execute(tx);
  try {
    const done = await work();
    await sql`release savepoint bulk`.execute(tx);
    return done;
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    await sql`rollback to savepoint bulk`.execute(tx);
    return otherwise();
  }
}
