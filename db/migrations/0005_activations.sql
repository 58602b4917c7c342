-- Links that let somebody set a password. The secret is derived, never stored; rows are never deleted, so that every old
-- link can say what became of it.
create table activations (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  purpose text not null check (purpose in ('activation', 'reset')),
  -- What the link was bound to when it was made: another address or epoch by now means that it is dead.
  email_key text,
  auth_epoch integer not null,
  -- Counts up per person and purpose; a link extended before it expired keeps its number, and so its secret.
  generation integer not null,
  issued_at timestamptz not null,
  not_before timestamptz,
  expires_at timestamptz not null,
  -- The link's secret was shown to us.
  visited_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz,
  -- A newer link took its place.
  replaced_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id),
  check (expires_at > issued_at),
  check (not_before is null or expires_at > not_before)
);
create unique index activations_by_generation on activations (tenant_id, user_id, purpose, generation);
-- At most one link of a kind can be the current one of a person.
create unique index activations_current on activations (tenant_id, user_id, purpose)
  where used_at is null and revoked_at is null and replaced_at is null;
call protect('activations', 'select, insert, update');
