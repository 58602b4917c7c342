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

-- One turn of the ledger in one round trip with plans that are kept: how some mails ended, which starts are undone, which
-- may start. It steps behind the tenant's wall by itself, as the role that owns nothing.
create function mail_turn(
  tenant uuid, shift double precision,
  ended uuid[], ended_fences integer[], states text[], waits bigint[], meanings text[], codes smallint[], enhanced text[], words text[], servers text[],
  undone uuid[], undone_fences integer[],
  starts uuid[], start_fences integer[]
) returns uuid[] language plpgsql set role = 'welkom_app' as $$
declare
  at timestamptz := clock_timestamp() + shift * interval '1 millisecond';
  started uuid[] := '{}';
begin
  perform set_config('app.tenant_id', tenant::text, true);
  if cardinality(ended) > 0 then
    with told as (
      select * from unnest(ended, ended_fences, states, waits, meanings, codes, enhanced, words, servers)
        as t (mail_id, fence, state, wait_ms, meaning, code, enhanced, words, server)
    ), written as (
      update mails m set state = t.state, state_at = at, attempts = m.attempts + 1, meaning = t.meaning,
        reply_code = t.code, reply_enhanced = t.enhanced, reply_words = t.words, server = t.server
      from told t where m.tenant_id = tenant and m.id = any(ended) and m.id = t.mail_id and m.state in ('queued', 'deferred', 'unknown')
      returning m.id, m.attempts
    ), evidence as (
      insert into mail_events (tenant_id, mail_id, at, event, source, attempt, meaning, reply_code, reply_enhanced, reply_words, server)
      select tenant, t.mail_id, at, t.state, case when t.server is null then 'us' else 'smtp' end, w.attempts, t.meaning, t.code, t.enhanced, t.words, t.server
      from told t join written w on w.id = t.mail_id
    )
    update mail_dispatch d set
      settled_at = case when t.wait_ms is null then at end,
      run_at = case when t.wait_ms is null then d.run_at else at + t.wait_ms * interval '1 millisecond' end,
      data_started_at = null, lease_until = null, claimed_by = null
    from told t where d.tenant_id = tenant and d.mail_id = any(ended) and d.mail_id = t.mail_id and d.fence = t.fence;
  end if;
  if cardinality(undone) > 0 then
    update mail_dispatch d set data_started_at = null, lease_until = null, claimed_by = null
    from unnest(undone, undone_fences) as h (mail_id, fence)
    where d.tenant_id = tenant and d.mail_id = any(undone) and d.mail_id = h.mail_id and d.fence = h.fence and d.settled_at is null;
  end if;
  if cardinality(starts) > 0 then
    with gone as (
      update mail_dispatch d set data_started_at = at
      from unnest(starts, start_fences) as h (mail_id, fence)
      where d.tenant_id = tenant and d.mail_id = any(starts) and d.mail_id = h.mail_id and d.fence = h.fence and d.lease_until > at
        and d.data_started_at is null and d.settled_at is null
        and not exists (select from mail_batches b where b.tenant_id = d.tenant_id and b.id = d.batch_id and (b.paused_at is not null or b.taken_back_at is not null))
      returning d.mail_id
    )
    select coalesce(array_agg(mail_id), '{}') into started from gone;
  end if;
  return started;
end $$;
