-- A person's own account: photo, wishes, the second step of logging in, passkeys, and a new address that waits.

-- The file of their photo, by the hash of its content.
alter table users add column photo_file text;

-- When the person at this device last proved who they are, so that the gravest acts can ask again.
alter table sessions add column proved_at timestamptz not null default now();

-- Two-step login with an app (TOTP, RFC 6238). Counts only once it is confirmed.
create table two_step (
  tenant_id uuid not null,
  user_id uuid not null,
  -- Sealed with the installation's key, for this person in this environment only.
  secret text not null,
  made_at timestamptz not null,
  confirmed_at timestamptz,
  -- The time step of the last code that was taken: no code of it or before is taken again.
  last_step integer not null default 0,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
call protect('two_step');

-- For whoever has lost the app. Kept as HMAC under the installation's key; each works once.
create table recovery_codes (
  tenant_id uuid not null,
  user_id uuid not null,
  code_hash text not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, user_id, code_hash),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
call protect('recovery_codes');

create table passkeys (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  -- Base64url, as browsers say it.
  credential_id text collate "C" not null,
  public_key bytea not null,
  -- How often the authenticator says it was used: going back means a copy.
  counter bigint not null,
  transports text[] not null,
  -- It is kept in a cloud or on several devices, as far as the authenticator says.
  backed_up boolean not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create unique index passkeys_by_credential on passkeys (tenant_id, credential_id);
create index passkeys_by_user on passkeys (tenant_id, user_id, created_at);
call protect('passkeys');

-- What a passkey is asked to sign: for one purpose, once, for some minutes.
create table passkey_challenges (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  purpose text not null check (purpose in ('register', 'log_in', 'prove', 'activate')),
  -- null: nobody has said yet who they are.
  user_id uuid,
  challenge text not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
create index passkey_challenges_old on passkey_challenges (tenant_id, expires_at);
call protect('passkey_challenges');

create table notification_settings (
  tenant_id uuid not null,
  user_id uuid not null,
  -- Mails about what happens in the person's groups.
  group_mails boolean not null,
  changed_at timestamptz not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
call protect('notification_settings');

-- New addresses of people who are in: each waits for whoever reads mail there. The secret of the link is derived, never
-- stored; rows are never deleted, so that every old link can say what became of it.
create table address_changes (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  address text not null,
  address_key text not null,
  -- What the link is bound to: another epoch by now means that it is dead.
  auth_epoch integer not null,
  asked_at timestamptz not null,
  asked_by text not null,
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  -- Withdrawn, or another address was given since.
  dropped_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create unique index address_changes_current on address_changes (tenant_id, user_id) where confirmed_at is null and dropped_at is null;
call protect('address_changes', 'select, insert, update');
