-- Who did what to whom, when, from where. Written in the transaction of the act; never changed, never removed.
-- What is chained names people by id only; names and details stand beside it, bound by a salted hash, so that one person's
-- can be erased without breaking the chain.
create table audit_events (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  seq bigint generated always as identity,
  at timestamptz not null default now(),
  event text not null,
  actor_kind text not null,
  actor_id uuid,
  target_kind text,
  target_id uuid,
  -- SHA-256 of the salt and the content, in hex.
  content_hash text not null,
  primary key (tenant_id, id)
);
create index audit_events_by_time on audit_events (tenant_id, seq desc);
create index audit_events_by_target on audit_events (tenant_id, target_id, seq desc) where target_id is not null;
create index audit_events_by_actor on audit_events (tenant_id, actor_id, seq desc) where actor_id is not null;
call protect('audit_events', 'select, insert');

create table audit_contents (
  tenant_id uuid not null,
  event_id uuid not null,
  salt text not null,
  actor_name text not null,
  -- The network only (/24, /48): enough to see from where, not who.
  origin text,
  target_name text,
  -- As text, exactly as it was hashed: JSON.
  detail text not null,
  primary key (tenant_id, event_id),
  foreign key (tenant_id, event_id) references audit_events (tenant_id, id)
);
-- Deleted only by an erasure, which leaves an event of its own behind; verifying holds every missing content against those.
call protect('audit_contents', 'select, insert, delete');

-- A worker seals rows into a hash chain afterwards, a stretch at a time: a chain inside the transaction would make writers
-- queue. The heads also stand in the data folder, so that a cut-off end shows.
create table audit_seals (
  tenant_id uuid not null references tenants (id),
  number bigint not null,
  up_to_seq bigint not null,
  events integer not null,
  sealed_at timestamptz not null default now(),
  -- SHA-256 over the seal before and the stretch's events, in hex.
  hash text not null,
  -- HMAC of tenant, number and hash under the installation's key.
  signature text not null,
  primary key (tenant_id, number)
);
call protect('audit_seals', 'select, insert');

-- Which events a seal holds, in which order: transactions may end in another order than their numbers.
create table audit_seal_events (
  tenant_id uuid not null,
  event_id uuid not null,
  seal bigint not null,
  place integer not null,
  primary key (tenant_id, event_id),
  foreign key (tenant_id, seal) references audit_seals (tenant_id, number)
);
create index audit_seal_events_by_seal on audit_seal_events (tenant_id, seal, place);
call protect('audit_seal_events', 'select, insert');
