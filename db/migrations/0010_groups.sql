create table groups (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  sort_name text collate "C" not null,
  description text not null default '' check (length(description) <= 1000),
  -- Kept by the trigger below.
  members integer not null default 0,
  created_at timestamptz not null,
  created_by uuid,
  version integer not null default 1,
  primary key (tenant_id, id)
);
create unique index groups_by_name on groups (tenant_id, sort_name);
call protect('groups');

-- A row for as long as somebody belongs to a group; a deactivated person's rows stay, so that restoring brings them back.
create table group_members (
  tenant_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  -- An admin of a group adds and takes out members.
  admin boolean not null default false,
  since timestamptz not null,
  added_by uuid,
  primary key (tenant_id, group_id, user_id),
  foreign key (tenant_id, group_id) references groups (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index group_members_by_user on group_members (tenant_id, user_id, group_id);
call protect('group_members');

create function keep_group_members() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update groups g set members = g.members + n.n
    from (select tenant_id, group_id, count(*) as n from new_rows group by 1, 2 order by 1, 2) n
    where g.tenant_id = n.tenant_id and g.id = n.group_id;
  else
    update groups g set members = g.members - n.n
    from (select tenant_id, group_id, count(*) as n from old_rows group by 1, 2 order by 1, 2) n
    where g.tenant_id = n.tenant_id and g.id = n.group_id;
  end if;
  return null;
end $$;
create trigger group_members_counted_insert after insert on group_members referencing new table as new_rows for each statement execute function keep_group_members();
create trigger group_members_counted_delete after delete on group_members referencing old table as old_rows for each statement execute function keep_group_members();
