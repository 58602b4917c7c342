-- How people prove who they are, and the devices and keys they use. No secret is readable here: hashes only.

create table credentials (
  tenant_id uuid not null,
  user_id uuid not null,
  -- Argon2id with its parameters inside.
  password_hash text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
call protect('credentials');

create table sessions (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  -- SHA-256 of 32 random bytes that only the browser has.
  secret_hash text not null,
  -- The person's epoch when it was made; another one by now means that it is over.
  auth_epoch integer not null,
  device text not null,
  origin text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create unique index sessions_by_secret on sessions (tenant_id, secret_hash);
create index sessions_by_user on sessions (tenant_id, user_id, last_seen_at desc) where ended_at is null;
call protect('sessions');

create table api_keys (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  -- The beginning of the key, to recognise it by.
  prefix text not null,
  secret_hash text not null,
  scopes text[] not null,
  maker_id uuid not null,
  auth_epoch integer not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, maker_id) references users (tenant_id, id) on delete cascade
);
create unique index api_keys_by_secret on api_keys (tenant_id, secret_hash);
call protect('api_keys', 'select, insert, update');

-- Counters of tries: shared by all processes, kept over a restart. What they count is named by a hash, not by an address.
create table rate_limits (
  tenant_id uuid not null references tenants (id),
  key text collate "C" not null,
  tries integer not null,
  since timestamptz not null,
  last_at timestamptz not null,
  wait_until timestamptz,
  primary key (tenant_id, key)
) with (fillfactor = 70);
create index rate_limits_old on rate_limits (tenant_id, last_at);
call protect('rate_limits');

-- The one-time code of the first run. Of the installation, not of a tenant: there is none yet.
create table setup_codes (
  only_one boolean primary key default true check (only_one),
  code_hash text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  failures integer not null default 0,
  wait_until timestamptz,
  used_at timestamptz
);
