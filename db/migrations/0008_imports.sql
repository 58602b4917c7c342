-- One file brought in: looked at, planned row by row, applied exactly so.
create table imports (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  -- The content's hash in the file store.
  file text not null,
  file_name text not null check (length(file_name) <= 200),
  size bigint not null,
  state text not null check (state in ('received', 'planning', 'planned', 'applying', 'applied', 'cancelled', 'failed')),
  -- How the file is read (proposed, then settled by a person), and what was found while looking at it.
  reading jsonb not null,
  found jsonb not null,
  -- Raised by every new plan. Work of an older one stops at its next step, and a plan is applied by its number.
  plan integer not null default 0,
  -- Of planning, in thousandths.
  progress integer not null default 0,
  rows_read integer not null default 0,
  counts jsonb,
  problem jsonb,
  -- Rows up to this one are done: raised in the transaction that brings them in, so that a repeated job goes on here.
  applied_through integer not null default 0,
  created_people integer not null default 0,
  changed_people integer not null default 0,
  not_applied integer not null default 0,
  created_by uuid,
  created_by_name text not null,
  created_at timestamptz not null default now(),
  planned_at timestamptz,
  applied_at timestamptz,
  cancelled_at timestamptz,
  primary key (tenant_id, id)
);
create index imports_by_time on imports (tenant_id, created_at desc, id desc);
call protect('imports');

-- The plan, row by row of the file. No foreign key: a hundred thousand checks of one and the same parent; rows go with
-- their import through one function of its store.
create table import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  row_no integer not null,
  action text not null check (action in ('new', 'changed', 'unchanged', 'refused', 'skipped')),
  -- The person found; for a new one the id it will have, so that applying twice makes nobody twice.
  user_id uuid,
  -- What the row says of a person, as far as it will be written.
  person jsonb,
  -- For a changed person: the values of before, which must still be there when the plan is applied.
  before jsonb,
  reason jsonb,
  notes jsonb,
  -- Why a planned row was not brought in after all.
  not_applied text,
  primary key (tenant_id, import_id, row_no)
);
create index import_rows_by_action on import_rows (tenant_id, import_id, action, row_no);
create index import_rows_noted on import_rows (tenant_id, import_id, row_no) where notes is not null;
create index import_rows_not_applied on import_rows (tenant_id, import_id, row_no) where not_applied is not null;
call protect('import_rows');
