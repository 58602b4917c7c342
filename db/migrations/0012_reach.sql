-- A user manager may be limited to the members of some groups. Requests of such a manager run as a role of their own, that
-- adds one more wall: of the people only those within reach exist. Everybody else's plans stay as they were.

do $$
begin
  if not exists (select from pg_roles where rolname = 'welkom_within') then
    create role welkom_within nologin inherit;
  end if;
  if not pg_has_role('welkom_within', 'welkom_app', 'usage') then
    begin
      grant welkom_app to welkom_within;
    exception when insufficient_privilege then
      raise exception 'As an administrator of the database: grant welkom_app to welkom_within; then start again.';
    end;
  end if;
  if not pg_has_role(current_user, 'welkom_within', case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) then
    execute format('grant welkom_within to %I', current_user);
  end if;
end $$;

-- null: everybody. Counts only while the role is user_manager.
alter table users add column reach uuid[];

-- The members of the groups, and the person itself, of this transaction, as inTenant() writes them down. The array is made
-- once a statement, and people are then found by their keys: a statement costs what the groups hold, not what the tenant holds.
create policy within_reach on users as restrictive to welkom_within
  using (
    id = any (array(
      select m.user_id from group_members m
      where m.tenant_id = current_tenant() and m.group_id = any (nullif(current_setting('app.reach', true), '')::uuid[])
      union all
      select nullif(current_setting('app.actor_id', true), '')::uuid
    ))
  )
  with check (true);

-- What is kept about a person is within reach where the person is.
do $$
declare
  name text;
begin
  foreach name in array array['mails', 'sessions', 'activations', 'credentials'] loop
    execute format(
      'create policy within_reach on %I as restrictive to welkom_within
         using (exists (select from users u where u.tenant_id = %I.tenant_id and u.id = %I.user_id)) with check (true)',
      name, name, name
    );
  end loop;
end $$;

alter policy registry on tenants
  using (current_user not in ('welkom_app', 'welkom_within')) with check (current_user not in ('welkom_app', 'welkom_within'));
