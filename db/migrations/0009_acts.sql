-- One act on many people: whom it is for, how far it has come, and for each whom it did not reach the reason.
create table acts (
  tenant_id uuid not null references tenants (id),
  -- Made by whoever asks, so that a double click is the same act.
  id uuid not null,
  act text not null,
  params jsonb not null,
  selection jsonb not null,
  by_user uuid not null,
  -- What an API key may that started it: it reaches no further than the key. null: a person did.
  key_may text[],
  -- A dry run looks and changes nothing.
  dry_run boolean not null,
  asked bigint not null,
  done bigint not null default 0,
  skipped bigint not null default 0,
  -- Everybody up to this id is done or skipped.
  reached uuid,
  created_at timestamptz not null,
  finished_at timestamptz,
  cancelled_at timestamptz,
  failed_because text,
  primary key (tenant_id, id),
  foreign key (tenant_id, by_user) references users (tenant_id, id)
);
create index acts_by_time on acts (tenant_id, created_at desc);
call protect('acts', 'select, insert, update');

create table act_skips (
  tenant_id uuid not null,
  act_id uuid not null,
  user_id uuid not null,
  reason text not null,
  primary key (tenant_id, act_id, user_id),
  foreign key (tenant_id, act_id) references acts (tenant_id, id)
);
create index act_skips_by_reason on act_skips (tenant_id, act_id, reason, user_id);
call protect('act_skips', 'select, insert');
