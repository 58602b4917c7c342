import { sql } from 'kysely';
import { parseEmailAddress } from '../../kernel/email-address.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';

/** What somebody typed to say who they are, as it is looked up. */
export interface LoginName {
  emailKey: string;
  userName: string;
}

export function loginName(typed: string): LoginName {
  const email = parseEmailAddress(typed);
  return { emailKey: email.ok ? email.key : '-', userName: typed.trim().toLowerCase() };
}

/** Whose login name it is; the same query, and a row, whatever was typed. */
export async function findLogin(tx: Tx, { emailKey, userName }: LoginName): Promise<UserId | null> {
  const { rows } = await sql<{ id: UserId | null }>`
    select u.id from (select 1) as one
    left join lateral (
      select id from users where tenant_id = ${ofTenant} and (email_key = ${emailKey} or user_name = ${userName}) limit 1
    ) u on true`.execute(tx);
  return rows[0]!.id;
}
