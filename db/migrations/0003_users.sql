create table users (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  -- As given (mail goes to exactly this), and the key by which it is unique.
  email text,
  email_key text,
  -- A new address that the person has not confirmed yet; the old one counts until then.
  pending_email text,
  pending_email_at timestamptz,
  user_name text,
  external_id text,
  first_name text not null default '',
  name_prefix text,
  last_name text not null default '',
  display_name text not null,
  sort_name text collate "C" not null,
  -- The folded words, each led by a space: ' an' is found in it when a word begins with 'an'.
  search_text text not null default '',
  role text not null default 'member',
  kind text not null default 'internal' check (kind in ('internal', 'external')),
  kind_override text check (kind_override in ('internal', 'external')),
  locale text not null,
  time_zone text,
  department text,
  job_title text,
  phone text,
  location text,
  manager_email text,
  start_date date,
  end_date date,
  source text not null default 'form',
  -- The import that brought this person in.
  import_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  -- Every session, key and link must match it; raised by the trigger below.
  auth_epoch integer not null default 1,
  -- Facts with times. The status is predicates over them (features/users/user-status.ts).
  silent_since timestamptz,
  welcome_on date,
  invited_at timestamptz,
  link_expires_at timestamptz,
  mail_queued_at timestamptz,
  mail_accepted_at timestamptz,
  mail_refused_at timestamptz,
  mail_unknown_at timestamptz,
  mail_reply text,
  bounced_at timestamptz,
  bounce_reason text,
  opened_at timestamptz,
  visited_at timestamptz,
  activated_at timestamptz,
  last_seen_at timestamptz,
  deactivated_at timestamptz,
  deactivated_by uuid,
  deactivation_reason text,
  -- Personal data is gone; what is left stands under "former user".
  erased_at timestamptz,
  primary key (tenant_id, id),
  check (length(display_name) <= 400)
);
create unique index users_email_key on users (tenant_id, email_key) where email_key is not null;
create unique index users_user_name on users (tenant_id, user_name) where user_name is not null;
create unique index users_external_id on users (tenant_id, external_id) where external_id is not null;
create index users_by_name on users (tenant_id, sort_name, id);
create index users_by_name_active on users (tenant_id, sort_name, id) where deactivated_at is null;
create index users_by_created on users (tenant_id, created_at, id);
create index users_by_seen on users (tenant_id, last_seen_at, id);
create index users_by_department on users (tenant_id, department, sort_name, id) where department is not null;
-- The stations on the way in, each a small list of its own.
create index users_not_invited on users (tenant_id, sort_name, id)
  where invited_at is null and activated_at is null and deactivated_at is null;
create index users_under_way on users (tenant_id, sort_name, id)
  where invited_at is not null and activated_at is null and deactivated_at is null;
create index users_bounced on users (tenant_id, sort_name, id)
  where (bounced_at is not null or mail_refused_at is not null) and activated_at is null and deactivated_at is null;
create index users_no_address on users (tenant_id, sort_name, id) where email is null and activated_at is null and deactivated_at is null;
create index users_by_import on users (tenant_id, import_id, sort_name, id) where import_id is not null;
create index users_deactivated on users (tenant_id, sort_name, id) where deactivated_at is not null;
create index users_stronger on users (tenant_id, role, sort_name, id) where role <> 'member';
create index users_external on users (tenant_id, sort_name, id) where kind = 'external';
call protect('users');

-- The words of a person's names, address and numbers, folded: an index that the users store keeps by hand, because plain
-- comparisons of text may use it under row security, which LIKE and trigrams may not. No foreign key: a person's row is
-- never removed, and six checks a person would be most of an import's time.
create table user_words (
  tenant_id uuid not null,
  word text collate "C" not null,
  user_id uuid not null,
  primary key (tenant_id, word, user_id)
);
call protect('user_words');

-- Counts that lists show without counting a million rows: kept by the triggers below, one row per station.
create table user_counts (
  tenant_id uuid not null references tenants (id),
  station text not null,
  shard smallint not null,
  people bigint not null,
  primary key (tenant_id, station, shard)
);
call protect('user_counts');

create function user_stations(u users) returns text[] language sql immutable as $$
  select array_remove(array[
    case when u.deactivated_at is null then 'added' end,
    case when u.deactivated_at is not null then 'deactivated' end,
    case when u.deactivated_at is null and (u.invited_at is not null or u.activated_at is not null) then 'invited' end,
    case when u.deactivated_at is null and (u.mail_accepted_at is not null or u.visited_at is not null or u.activated_at is not null) then 'accepted' end,
    case when u.deactivated_at is null and (u.visited_at is not null or u.activated_at is not null) then 'visited' end,
    case when u.deactivated_at is null and u.activated_at is not null then 'activated' end,
    case when u.deactivated_at is null and u.activated_at is null and (u.bounced_at is not null or u.mail_refused_at is not null) then 'stuck' end,
    case when u.deactivated_at is null and u.activated_at is null and u.email is null then 'noAddress' end
  ], null)
$$;

create function keep_user_counts() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into user_counts (tenant_id, station, shard, people)
      select tenant_id, station, pg_backend_pid() % 16, count(*)
      from new_rows n cross join lateral unnest(user_stations(n)) station group by 1, 2 order by 1, 2
    on conflict (tenant_id, station, shard) do update set people = user_counts.people + excluded.people;
  elsif tg_op = 'DELETE' then
    insert into user_counts (tenant_id, station, shard, people)
      select tenant_id, station, pg_backend_pid() % 16, -count(*)
      from old_rows o cross join lateral unnest(user_stations(o)) station group by 1, 2 order by 1, 2
    on conflict (tenant_id, station, shard) do update set people = user_counts.people + excluded.people;
  else
    insert into user_counts (tenant_id, station, shard, people)
      select tenant_id, station, pg_backend_pid() % 16, sum(n) from (
        select tenant_id, station, 1 as n from new_rows r cross join lateral unnest(user_stations(r)) station
        union all
        select tenant_id, station, -1 from old_rows r cross join lateral unnest(user_stations(r)) station
      ) changes group by 1, 2 having sum(n) <> 0 order by 1, 2
    on conflict (tenant_id, station, shard) do update set people = user_counts.people + excluded.people;
  end if;
  return null;
end $$;
create trigger users_counted_insert after insert on users referencing new table as new_rows for each statement execute function keep_user_counts();
create trigger users_counted_update after update on users referencing new table as new_rows old table as old_rows for each statement execute function keep_user_counts();
create trigger users_counted_delete after delete on users referencing old table as old_rows for each statement execute function keep_user_counts();

-- Deactivating and restoring make every credential of before worthless, whoever writes the row.
create function raise_auth_epoch() returns trigger language plpgsql as $$
begin
  new.auth_epoch := greatest(new.auth_epoch, old.auth_epoch + 1);
  return new;
end $$;
create trigger users_auth_epoch before update on users for each row
  when (old.deactivated_at is distinct from new.deactivated_at)
  execute function raise_auth_epoch();
