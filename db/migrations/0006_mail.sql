-- The outbox. A mail is written in the transaction of the act that wants it; a worker claims, hands over and records.

-- One sending of many: pausing or taking back is one change of one row, seen by every worker at its last look.
-- No personal data, and read across tenants by the workers: not row-secured (reviewed).
create table mail_batches (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  paused_at timestamptz,
  paused_because text,
  taken_back_at timestamptz,
  -- All of its mails are in the outbox.
  closed_at timestamptz,
  -- Closed, and nothing of it waits any more.
  done_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index mail_batches_open on mail_batches (created_at) where done_at is null and paused_at is null and taken_back_at is null;
grant select, insert, update on mail_batches to welkom_app;

create table mails (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  kind text not null,
  user_id uuid,
  -- The address as it was given when the mail was wanted.
  address text not null,
  name text not null,
  locale text not null,
  batch_id uuid,
  -- What its kind needs to write it again, the same each time: ids and dates, never a secret.
  content jsonb not null default '{}',
  -- Also its Date header, so that every copy is the same.
  due_at timestamptz not null,
  created_at timestamptz not null default now(),
  state text not null default 'queued'
    check (state in ('queued', 'deferred', 'accepted', 'kept', 'refused', 'expired', 'unknown', 'taken_back')),
  state_at timestamptz not null default now(),
  attempts smallint not null default 0,
  meaning text,
  reply_code smallint,
  reply_enhanced text,
  reply_words text,
  server text,
  -- The picture's own random id, only while opens are measured.
  open_id uuid,
  opened_at timestamptz,
  opened_by text,
  dedupe_key text,
  primary key (tenant_id, id),
  foreign key (tenant_id, batch_id) references mail_batches (tenant_id, id)
) with (fillfactor = 70);
create unique index mails_dedupe on mails (tenant_id, dedupe_key) where dedupe_key is not null;
create unique index mails_open on mails (tenant_id, open_id) where open_id is not null;
create index mails_by_user on mails (tenant_id, user_id, id desc) where user_id is not null;
create index mails_by_batch on mails (tenant_id, batch_id, id) where batch_id is not null;
create index mails_kept on mails (tenant_id, id desc) where state = 'kept';
create index mails_stuck on mails (tenant_id, state, id desc) where state in ('refused', 'expired', 'unknown');
call protect('mails');

-- What a worker claims: no personal data, claimed across tenants: not row-secured (reviewed).
create table mail_dispatch (
  tenant_id uuid not null,
  mail_id uuid not null,
  -- 0 somebody waits for it, 1 reminders, 2 bulk
  lane smallint not null,
  batch_id uuid,
  run_at timestamptz not null,
  claimed_by uuid,
  -- Raised by every claim; whoever comes back late with an old number may not start.
  fence integer not null default 0,
  lease_until timestamptz,
  -- Committed before the first byte of the message: from here on a crash means that nobody can know.
  data_started_at timestamptz,
  -- The result stands in mails; the person's facts are still to be written.
  settled_at timestamptz,
  primary key (tenant_id, mail_id),
  foreign key (tenant_id, mail_id) references mails (tenant_id, id) on delete cascade
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
create index mail_dispatch_single on mail_dispatch (lane, run_at, mail_id) where batch_id is null and settled_at is null;
create index mail_dispatch_batch on mail_dispatch (tenant_id, batch_id, run_at, mail_id) where batch_id is not null and settled_at is null;
create index mail_dispatch_started on mail_dispatch (lease_until) where data_started_at is not null and settled_at is null;
create index mail_dispatch_settled on mail_dispatch (tenant_id, settled_at) where settled_at is not null;
grant select, insert, update, delete on mail_dispatch to welkom_app;

-- Evidence with its source: only ever added to.
create table mail_events (
  tenant_id uuid not null,
  mail_id uuid not null,
  seq bigint generated always as identity,
  at timestamptz not null default now(),
  event text not null,
  source text not null,
  attempt smallint,
  meaning text,
  reply_code smallint,
  reply_enhanced text,
  reply_words text,
  server text,
  detail jsonb,
  primary key (tenant_id, mail_id, seq),
  foreign key (tenant_id, mail_id) references mails (tenant_id, id) on delete cascade
);
-- Deleted only when a person is erased: a server's words may hold their address.
call protect('mail_events', 'select, insert, delete');

-- How many of a batch are in which state, without counting a million rows.
create table mail_batch_counts (
  tenant_id uuid not null,
  batch_id uuid not null,
  state text not null,
  shard smallint not null,
  mails bigint not null,
  primary key (tenant_id, batch_id, state, shard)
) with (fillfactor = 50);
call protect('mail_batch_counts');

create function keep_mail_batch_counts() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into mail_batch_counts (tenant_id, batch_id, state, shard, mails)
      select tenant_id, batch_id, state, pg_backend_pid() % 16, count(*) from new_rows where batch_id is not null group by 1, 2, 3 order by 1, 2, 3
    on conflict (tenant_id, batch_id, state, shard) do update set mails = mail_batch_counts.mails + excluded.mails;
  else
    insert into mail_batch_counts (tenant_id, batch_id, state, shard, mails)
      select tenant_id, batch_id, state, pg_backend_pid() % 16, sum(n) from (
        select tenant_id, batch_id, state, 1 as n from new_rows where batch_id is not null
        union all
        select tenant_id, batch_id, state, -1 from old_rows where batch_id is not null
      ) changes group by 1, 2, 3 having sum(n) <> 0 order by 1, 2, 3
    on conflict (tenant_id, batch_id, state, shard) do update set mails = mail_batch_counts.mails + excluded.mails;
  end if;
  return null;
end $$;
create trigger mails_counted_insert after insert on mails referencing new table as new_rows for each statement execute function keep_mail_batch_counts();
create trigger mails_counted_update after update on mails referencing new table as new_rows old table as old_rows for each statement execute function keep_mail_batch_counts();

-- The one way out of the building, as the workers found it last. Not a tenant's.
create table mail_transport (
  only_one boolean primary key default true check (only_one),
  problem text,
  words text,
  down_since timestamptz,
  tried_at timestamptz
);
insert into mail_transport default values;
grant select, update on mail_transport to welkom_app;
create index mails_opened on mails (tenant_id, id) where opened_at is not null;
