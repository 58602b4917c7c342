-- The three walls between tenants stand from the first table on: a scope sets app.tenant_id, keys are led by tenant_id,
-- and row security is forced for a role that owns nothing.

do $$
begin
  if not exists (select from pg_roles where rolname = 'welkom_app') then
    create role welkom_app nologin noinherit;
  end if;
  -- Whoever runs the application must be able to become the role without privileges.
  if not pg_has_role(current_user, 'welkom_app', case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) then
    execute format('grant welkom_app to %I', current_user);
  end if;
end $$;

grant usage on schema public to welkom_app;

create function current_tenant() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;

-- Gives a table with a tenant_id its row security and its rights. Every such table calls it once.
create procedure protect(name regclass, rights text default 'select, insert, update, delete') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy tenant_wall on %s using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)
                  with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  execute format('grant %s on %s to welkom_app', rights, name);
end $$;

-- One row: what this installation is. Sending stays sealed when any of it no longer fits (docs/operations.md).
create table installation (
  only_one boolean primary key default true check (only_one),
  installation_id uuid not null,
  key_fingerprint text not null,
  public_url text not null,
  created_at timestamptz not null default now()
);

create table tenants (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  locale text not null,
  time_zone text not null default 'Europe/Amsterdam',
  brand_color text not null default '#1E5B49' check (brand_color ~ '^#[0-9A-Fa-f]{6}$'),
  logo_file text,
  -- Where people reach this environment, as its owner typed it; PUBLIC_URL wins over it.
  public_url text,
  -- null: nobody has decided yet, which counts as off.
  open_tracking boolean,
  link_days integer not null default 14 check (link_days between 1 and 90),
  -- Sealed: mails are kept in the built-in mailbox until an owner opens the environment.
  sealed_at timestamptz,
  sealed_because text,
  whitelist_used boolean not null default false,
  created_at timestamptz not null default now(),
  version integer not null default 1
);

-- The tenant of a request is found by host name, before any tenant is known; a single tenant answers on any host.
create table tenant_hosts (
  host text primary key,
  tenant_id uuid not null references tenants (id)
);

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant_wall on tenants using (id = current_tenant()) with check (id = current_tenant());
create policy registry on tenants for all to public using (current_user <> 'welkom_app') with check (current_user <> 'welkom_app');
grant select, update on tenants to welkom_app;
grant select on installation to welkom_app;

-- The role without privileges may put a job in the queue, in its own transaction, and nothing else of the queue.
-- One of the few definer functions (test/laws/database.test.ts holds the list).
create function enqueue_job(task text, payload json, run_at timestamptz, job_key text, priority integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(identifier := task, payload := payload, run_at := run_at, job_key := job_key, priority := priority);
end $$;
revoke all on function enqueue_job from public;
grant execute on function enqueue_job to welkom_app;
