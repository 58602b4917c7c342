-- Groups and imports of before stand in the stories, too: a group's events name whom they were about, an import has its rows for thirty
-- days. What was recorded since is there already; an import on its way is written down when it ends.
alter table audit_events no force row level security;
alter table audit_contents no force row level security;
alter table audit_reached no force row level security;
alter table imports no force row level security;
alter table import_rows no force row level security;

insert into audit_reached (tenant_id, cause_id, first_id, last_id, user_ids)
select e.tenant_id, e.id, u.id, u.id, array[u.id]
from audit_events e join audit_contents c on c.tenant_id = e.tenant_id and c.event_id = e.id
cross join lateral (
  select distinct id::uuid as id from jsonb_array_elements_text(
    case e.event
      when 'group.membersAdded' then c.detail::jsonb -> 'people'
      when 'group.created' then jsonb_build_array(case e.actor_kind when 'user' then e.actor_id end)
      else jsonb_build_array(c.detail::jsonb -> 'person')
    end) as one (id)
  where id is not null
) u
where e.event in ('group.created', 'group.membersAdded', 'group.memberChanged', 'group.memberTakenOut')
  and not exists (select from audit_reached r where r.tenant_id = e.tenant_id and r.cause_id = e.id);

insert into audit_reached (tenant_id, cause_id, first_id, last_id, user_ids)
select tenant_id, id, ids[1], ids[cardinality(ids)], ids
from (
  select tenant_id, id, array_agg(user_id order by user_id) as ids
  from (
    select *, row_number() over (partition by tenant_id, id order by user_id) - 1 as place
    from (
      select distinct e.tenant_id, e.id, r.user_id
      from audit_events e
      join imports i on i.tenant_id = e.tenant_id and i.id = e.target_id and i.state in ('applied', 'cancelled')
      join import_rows r on r.tenant_id = i.tenant_id and r.import_id = i.id and r.row_no <= i.applied_through
        and r.action in ('new', 'changed') and r.not_applied is null and r.user_id is not null
      where e.event = 'import.applied'
        and not exists (select from audit_reached x where x.tenant_id = e.tenant_id and x.cause_id = e.id)
    ) people
  ) numbered
  group by tenant_id, id, place / 1000
) batches;

alter table import_rows force row level security;
alter table imports force row level security;
alter table audit_reached force row level security;
alter table audit_contents force row level security;
alter table audit_events force row level security;
