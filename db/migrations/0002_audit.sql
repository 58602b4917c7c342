-- Who did what to whom, when, from where. Written in the transaction of the act; never changed, never removed.
create table audit_events (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  seq bigint generated always as identity,
  at timestamptz not null default now(),
  event text not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  -- The network only (/24, /48): enough to see from where, not who.
  origin text,
  target_kind text,
  target_id uuid,
  target_name text,
  detail jsonb not null default '{}',
  primary key (tenant_id, id)
);
create index audit_events_by_time on audit_events (tenant_id, seq desc);
create index audit_events_by_target on audit_events (tenant_id, target_id, seq desc) where target_id is not null;
call protect('audit_events', 'select, insert');

-- A worker seals rows into a hash chain afterwards; one row per sealed stretch.
create table audit_seals (
  tenant_id uuid not null references tenants (id),
  number bigint not null,
  up_to_seq bigint not null,
  events integer not null,
  sealed_at timestamptz not null default now(),
  -- SHA-256 over the seal before and the stretch's events; signed by the installation's key.
  hash text not null,
  signature text not null,
  primary key (tenant_id, number)
);
call protect('audit_seals', 'select, insert');
