-- Ways of looking at the overview of people, kept under a name.
create table saved_views (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  -- Folded: one person's views differ in more than capitals.
  sort_name text collate "C" not null,
  -- In the list of everybody who sees the overview.
  shared boolean not null default false,
  -- Filter, order and columns, as the contract says them.
  content jsonb not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references users (tenant_id, id)
);
create unique index saved_views_by_name on saved_views (tenant_id, owner_id, sort_name);
create index saved_views_shared on saved_views (tenant_id, sort_name) where shared;
call protect('saved_views');

-- First days: a stretch of them, and the order by them.
create index users_by_start on users (tenant_id, start_date, id);
