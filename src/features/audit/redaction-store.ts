import { sql } from 'kysely';
import type { Traces } from '../../kernel/traces.ts';
import type { Tx } from '../../platform/db/database.ts';
import { mayMention } from '../../platform/db/mentions-sql.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';

export interface Telling {
  id: string;
  event: string;
  target_kind: string | null;
  actor_name: string;
  target_name: string | null;
  detail: string;
}

/** Events about others, or about many, whose words may name the person. The condition is that of an index. */
export async function eventsThatMayTell(tx: Tx, userId: string, traces: Traces): Promise<Telling[]> {
  const { rows } = await sql<Telling>`
    select e.id, e.event, e.target_kind, c.actor_name, c.target_name, c.detail
    from audit_events e join audit_contents c on c.tenant_id = e.tenant_id and c.event_id = e.id
    where e.tenant_id = ${ofTenant}
      and e.event in ('users.acted', 'users.exported', 'user.deactivated', 'welcome.sent', 'import.received', 'import.applied', 'import.cancelled',
        'import.erased', 'view.created', 'view.changed', 'view.removed', 'audit.redacted')
      and (strpos(c.detail, ${userId}) > 0 or ${mayMention(sql`c.detail`, traces)} or ${mayMention(sql`c.target_name`, traces)}
        or ${mayMention(sql`c.actor_name`, traces)})
    order by e.seq`.execute(tx);
  return rows;
}

export async function deleteContent(tx: Tx, eventId: string): Promise<void> {
  await tx.deleteFrom('audit_contents').where('event_id', '=', eventId).execute();
}
