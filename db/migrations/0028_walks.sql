-- A list is walked in its order from the index alone: each order carries what says of nearly everybody whether a filter means
-- them, so that only whoever it does mean is looked at. The stretches of the facets carry the first day too.
drop index users_by_name, users_by_created, users_by_seen, users_facets_by_name, users_facets_by_created, users_facets_by_seen,
  users_by_department, users_by_start;
create index users_by_name on users (tenant_id, sort_name, id) include (facets, marks, start_date);
create index users_by_created on users (tenant_id, created_at, id) include (facets, marks, start_date);
create index users_by_seen on users (tenant_id, last_seen_at, id) include (facets, marks, start_date);
create index users_facets_by_name on users (tenant_id, facets, sort_name, id) include (marks, start_date);
create index users_facets_by_created on users (tenant_id, facets, created_at, id) include (marks, start_date);
create index users_facets_by_seen on users (tenant_id, facets, last_seen_at, id) include (marks, start_date);
create index users_by_department on users (tenant_id, department, facets, sort_name, id)
  include (created_at, last_seen_at, start_date, marks, import_id) where department is not null;

-- In the order of first days the walk stops early only where the index is in that order to the end.
create index users_by_start on users (tenant_id, start_date, id) include (sort_name, created_at, last_seen_at, facets, marks);
-- An import is walked too: its people stand far from either end of the list of days on which people were made.
create index users_by_import_created on users (tenant_id, import_id, created_at, id) include (facets, marks, start_date)
  where import_id is not null;

-- A membership carries what hardly ever changes of its person: the places in lists, the department, the import and the marks.
alter table group_members no force row level security;
alter table users no force row level security;
alter table group_members add column created_at timestamptz, add column start_date date, add column department text,
  add column import_id uuid, add column marks bigint not null default 0;
drop trigger users_move_members on users;
drop function move_member();
create or replace function place_member() returns trigger language plpgsql as $$
begin
  select u.sort_name, u.created_at, u.start_date, u.department, u.import_id, u.marks
    into new.sort_name, new.created_at, new.start_date, new.department, new.import_id, new.marks
    from users u where u.tenant_id = new.tenant_id and u.id = new.user_id;
  return new;
end $$;
update group_members m set created_at = u.created_at, start_date = u.start_date, department = u.department, import_id = u.import_id,
  marks = u.marks from users u where u.tenant_id = m.tenant_id and u.id = m.user_id;
alter table group_members alter column created_at set not null, alter column marks drop default;
drop index group_members_by_name;
create index group_members_by_name on group_members (tenant_id, group_id, sort_name, user_id)
  include (created_at, start_date, department, import_id, marks);
create function move_member() returns trigger language plpgsql as $$
begin
  update group_members m set sort_name = new.sort_name, start_date = new.start_date, department = new.department, marks = new.marks
    where m.tenant_id = new.tenant_id and m.user_id = new.id;
  return null;
end $$;
create trigger users_move_members after update of sort_name, start_date, department, search_text on users for each row
  when ((old.sort_name, old.start_date, old.department, old.marks) is distinct from (new.sort_name, new.start_date, new.department, new.marks))
  execute function move_member();

-- A word carries the first day of its person. Written in the order in which words are read.
alter table user_words no force row level security;
alter table user_words rename to user_words_before;
alter index user_words_pkey rename to user_words_before_pkey;
create table user_words (
  tenant_id uuid not null,
  word text collate "C" not null,
  sort_name text collate "C" not null,
  user_id uuid not null,
  created_at timestamptz not null,
  marks bigint not null,
  start_date date
);
insert into user_words (tenant_id, word, sort_name, user_id, created_at, marks, start_date)
  select w.tenant_id, w.word, w.sort_name, w.user_id, w.created_at, w.marks, u.start_date
  from user_words_before w join users u on u.tenant_id = w.tenant_id and u.id = w.user_id
  order by w.tenant_id, w.word, w.sort_name, w.user_id;
drop table user_words_before;
alter table users force row level security;
alter table group_members force row level security;
alter table user_words add primary key (tenant_id, word, sort_name, user_id) include (created_at, marks, start_date);
alter table user_words alter column word set statistics 1000;
call protect('user_words');

-- One of a thousand people, the same always, in a few pages: what a filter means is looked up among them before a large list is read.
create index users_sample on users (tenant_id, id) where get_byte(uuid_send(id), 15) = 0 and get_byte(uuid_send(id), 14) < 64;
