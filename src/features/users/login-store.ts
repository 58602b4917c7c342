import { sql } from 'kysely';
import type { UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';

/** As much of a person as a door needs to know. */
export interface LoginRecord {
  id: UserId | null;
  activated_at: Date | null;
  deactivated_at: Date | null;
}

/** Whose login name it is. One small row whoever it is, empty for nobody: a whole person takes longer to read than no person. */
export async function findLogin(tx: Tx, emailKey: string, userName: string): Promise<LoginRecord> {
  const { rows } = await sql<LoginRecord>`
    select u.id, u.activated_at, u.deactivated_at from (select 1) as one
    left join lateral (
      select id, activated_at, deactivated_at from users
      where tenant_id = ${ofTenant} and (email_key = ${emailKey} or user_name = ${userName}) limit 1
    ) u on true`.execute(tx);
  return rows[0]!;
}
