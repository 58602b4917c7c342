-- Everything of a person that lists are narrowed by and that has few values, as bits of one number (the meaning of each stands
-- in features/users/user-facets-sql.ts too; a test holds the two together). Whatever is asked of a list, it is the union of a few
-- hundred stretches of one index, each in the order of the list: a page touches so many rows and no more.
alter table users add column facets integer not null generated always as (
    case when deactivated_at is not null then 1 else 0 end
  + case when erased_at is not null then 2 else 0 end
  + case when activated_at is not null then 4 else 0 end
  + case when invited_at is not null then 8 else 0 end
  + case when bounced_at is not null or mail_refused_at is not null then 16 else 0 end
  + case when mail_accepted_at is not null then 32 else 0 end
  + case when visited_at is not null then 64 else 0 end
  + case when email is null then 128 else 0 end
  + case when mail_queued_at > coalesce(greatest(mail_accepted_at, mail_refused_at, mail_unknown_at), '-infinity') then 256 else 0 end
  + case when mail_unknown_at is not null then 512 else 0 end
  + case when opened_at is not null then 1024 else 0 end
  + case when kind = 'external' then 2048 else 0 end
  + 4096 * case source when 'form' then 0 when 'import' then 1 when 'sample' then 2 when 'setup' then 3 else 7 end
  + 32768 * case role when 'member' then 0 when 'owner' then 1 when 'admin' then 2 when 'user_manager' then 3 when 'content_manager' then 4
      when 'read_only' then 5 else 7 end
  + 262144 * case locale when 'en' then 0 when 'nl' then 1 when 'de' then 2 else 15 end
) stored;
create index users_facets_by_name on users (tenant_id, facets, sort_name, id);
create index users_facets_by_created on users (tenant_id, facets, created_at, id);
create index users_facets_by_seen on users (tenant_id, facets, last_seen_at, id);
create index users_facets_by_start on users (tenant_id, facets, start_date, id);
create index users_owners on users (tenant_id, id) where role = 'owner';
-- Links that run: whether one is over depends on the time, so it is no facet.
create index users_by_expiry on users (tenant_id, link_expires_at, sort_name, id) include (created_at, last_seen_at, start_date) where (facets & 29) = 8;
-- These carry the other orders too, so that their people are put in order without looking at each.
drop index users_by_department;
create index users_by_department on users (tenant_id, department, facets, sort_name, id) include (created_at, last_seen_at, start_date)
  where department is not null;
drop index users_by_import;
create index users_by_import on users (tenant_id, import_id, facets, sort_name, id) include (created_at, last_seen_at, start_date)
  where import_id is not null;
drop index users_by_start;
create index users_by_start on users (tenant_id, start_date, sort_name, id) include (created_at, last_seen_at);
drop index users_by_name_active, users_not_invited, users_under_way, users_bounced, users_no_address, users_deactivated, users_stronger,
  users_external, users_mail_unknown, users_opened;

-- A word carries the place of its person in the list: the people of a word are read in order, from the index alone.
alter table user_words no force row level security;
alter table user_words rename to user_words_before;
alter index user_words_pkey rename to user_words_before_pkey;
create table user_words (
  tenant_id uuid not null,
  word text collate "C" not null,
  sort_name text collate "C" not null,
  user_id uuid not null
);
alter table users no force row level security;
insert into user_words (tenant_id, word, sort_name, user_id)
  select w.tenant_id, w.word, u.sort_name, w.user_id from user_words_before w join users u on u.tenant_id = w.tenant_id and u.id = w.user_id;
drop table user_words_before;
alter table user_words add primary key (tenant_id, word, sort_name, user_id);
call protect('user_words');

-- How many people have the same facets: whatever a list is narrowed by, its number is a sum over a few hundred rows.
drop trigger users_counted_insert on users;
drop trigger users_counted_update on users;
drop trigger users_counted_delete on users;
drop function keep_user_counts();
drop function user_stations(users);
drop table user_counts;
create table user_counts (
  tenant_id uuid not null references tenants (id),
  facets integer not null,
  shard smallint not null,
  people bigint not null,
  primary key (tenant_id, facets, shard)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
insert into user_counts (tenant_id, facets, shard, people) select tenant_id, facets, 0, count(*) from users group by 1, 2;
alter table users force row level security;
call protect('user_counts');

create function keep_user_counts() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into user_counts (tenant_id, facets, shard, people)
      select tenant_id, facets, pg_backend_pid() % 8, count(*) from new_rows group by 1, 2 order by 1, 2
    on conflict (tenant_id, facets, shard) do update set people = user_counts.people + excluded.people;
  elsif tg_op = 'DELETE' then
    insert into user_counts (tenant_id, facets, shard, people)
      select tenant_id, facets, pg_backend_pid() % 8, -count(*) from old_rows group by 1, 2 order by 1, 2
    on conflict (tenant_id, facets, shard) do update set people = user_counts.people + excluded.people;
  else
    insert into user_counts (tenant_id, facets, shard, people)
      select tenant_id, facets, pg_backend_pid() % 8, sum(n) from (
        select tenant_id, facets, 1 as n from new_rows union all select tenant_id, facets, -1 from old_rows
      ) changes group by 1, 2 having sum(n) <> 0 order by 1, 2
    on conflict (tenant_id, facets, shard) do update set people = user_counts.people + excluded.people;
  end if;
  return null;
end $$;
create trigger users_counted_insert after insert on users referencing new table as new_rows for each statement execute function keep_user_counts();
create trigger users_counted_update after update on users referencing new table as new_rows old table as old_rows for each statement execute function keep_user_counts();
create trigger users_counted_delete after delete on users referencing old table as old_rows for each statement execute function keep_user_counts();
