-- The beginnings of somebody's words as bits of one number: one bit for the first letter of each, one for the first two, two for
-- the first three. Whoever lacks a bit of what is searched for has no such word; whoever has them all may. So an index that
-- carries the number leaves out, entry by entry, nearly everybody whom a search does not mean.
create function marks_of(search_text text) returns bigint language sql immutable parallel safe as $$
  select coalesce(bit_or(
    1::bigint << (one % 63)
    | case when two > 0 then 1::bigint << ((one * 37 + two * 11) % 63) else 0 end
    | case when three > 0 then 1::bigint << ((one * 131 + two * 17 + three * 5) % 63) else 0 end
    | case when three > 0 then 1::bigint << ((one * 41 + two * 23 + three * 29) % 61) else 0 end), 0)
  from (
    select ascii(word) as one, ascii(substr(word, 2, 1)) as two, ascii(substr(word, 3, 1)) as three
    from unnest(string_to_array(search_text, ' ')) as word where word <> ''
  ) letters
$$;

-- These carry the marks from now on, and all of them the facets.
drop index users_facets_by_name, users_facets_by_created, users_facets_by_seen, users_facets_by_start, users_by_expiry,
  users_by_department, users_by_import, users_by_start;
-- Generated for the people there are, in one go; from then on made by a trigger, only when the words are others.
alter table users add column marks bigint not null generated always as (marks_of(search_text)) stored;
alter table users alter column marks drop expression;
alter table users alter column marks set default 0;
create function keep_marks() returns trigger language plpgsql as $$
begin
  new.marks := marks_of(new.search_text);
  return new;
end $$;
create trigger users_marked_insert before insert on users for each row when (new.search_text <> '') execute function keep_marks();
create trigger users_marked_update before update of search_text on users
  for each row when (old.search_text is distinct from new.search_text) execute function keep_marks();

create index users_facets_by_name on users (tenant_id, facets, sort_name, id) include (marks);
create index users_facets_by_created on users (tenant_id, facets, created_at, id) include (marks);
create index users_facets_by_seen on users (tenant_id, facets, last_seen_at, id) include (marks);
create index users_facets_by_start on users (tenant_id, facets, start_date, id) include (marks);
create index users_by_expiry on users (tenant_id, link_expires_at, sort_name, id)
  include (created_at, last_seen_at, start_date, facets, marks) where (facets & 29) = 8;
create index users_by_department on users (tenant_id, department, facets, sort_name, id)
  include (created_at, last_seen_at, start_date, marks) where department is not null;
create index users_by_import on users (tenant_id, import_id, facets, sort_name, id)
  include (created_at, last_seen_at, start_date, marks) where import_id is not null;
create index users_by_start on users (tenant_id, start_date, sort_name, id) include (created_at, last_seen_at, facets, marks);

-- A word carries the day of its person and the marks of their other words, too.
alter table user_words no force row level security;
alter table users no force row level security;
alter table user_words rename to user_words_before;
alter index user_words_pkey rename to user_words_before_pkey;
create table user_words (
  tenant_id uuid not null,
  word text collate "C" not null,
  sort_name text collate "C" not null,
  user_id uuid not null,
  created_at timestamptz not null,
  marks bigint not null
);
insert into user_words (tenant_id, word, sort_name, user_id, created_at, marks)
  select w.tenant_id, w.word, w.sort_name, w.user_id, u.created_at, u.marks
  from user_words_before w join users u on u.tenant_id = w.tenant_id and u.id = w.user_id;
drop table user_words_before;
alter table users force row level security;
alter table user_words add primary key (tenant_id, word, sort_name, user_id) include (created_at, marks);
-- How common a word is decides by which way a list is read.
alter table user_words alter column word set statistics 1000;
call protect('user_words');
