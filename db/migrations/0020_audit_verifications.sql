-- Proving the whole log takes a while: a job does it in batches and writes here how far it is; what came of it stays.
create table audit_verifications (
  tenant_id uuid not null references tenants (id),
  -- Made by whoever asks, so that a double click is the same one.
  id uuid not null,
  by_user uuid not null,
  created_at timestamptz not null,
  -- Sealed events when it began, to tell how far it is; null: it has not begun yet.
  expected bigint,
  -- Everything up to this seal is checked; the next one goes on from its hash.
  reached bigint not null default 0,
  reached_hash text not null default '',
  events bigint not null default 0,
  seals bigint not null default 0,
  unsealed bigint not null default 0,
  -- How many, and the first of them.
  problem_count bigint not null default 0,
  problems jsonb not null default '[]',
  finished_at timestamptz,
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, by_user) references users (tenant_id, id)
);
create index audit_verifications_by_time on audit_verifications (tenant_id, created_at desc);
call protect('audit_verifications', 'select, insert, update');
