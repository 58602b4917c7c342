-- A membership carries the place of its person in lists, as a word does: the people of a large group are read in order from the
-- index alone, and not looked up one by one before they can be put in order.
alter table group_members add column sort_name text collate "C" not null default '';
alter table group_members no force row level security;
alter table users no force row level security;
update group_members m set sort_name = u.sort_name from users u where u.tenant_id = m.tenant_id and u.id = m.user_id;
alter table users force row level security;
alter table group_members force row level security;
alter table group_members alter column sort_name drop default;
create index group_members_by_name on group_members (tenant_id, group_id, sort_name, user_id);

create function place_member() returns trigger language plpgsql as $$
begin
  new.sort_name := (select u.sort_name from users u where u.tenant_id = new.tenant_id and u.id = new.user_id);
  return new;
end $$;
create trigger group_members_placed before insert on group_members for each row execute function place_member();

create function move_member() returns trigger language plpgsql as $$
begin
  update group_members m set sort_name = new.sort_name where m.tenant_id = new.tenant_id and m.user_id = new.id;
  return null;
end $$;
create trigger users_move_members after update of sort_name on users
  for each row when (old.sort_name is distinct from new.sort_name) execute function move_member();
