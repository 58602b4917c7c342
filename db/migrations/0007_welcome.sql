-- The content of the welcome e-mail. Every saving is a version; a mail keeps the one that it was posted with.
create table welcome_templates (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  locale text not null,
  version integer not null,
  content jsonb not null,
  changed_by uuid,
  changed_by_name text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, locale, version)
);
call protect('welcome_templates', 'select, insert');

-- One sending of welcome e-mails. Its id is the batch of its mails, and was made by whoever asked: asking twice is the same wave.
create table waves (
  tenant_id uuid not null,
  id uuid not null,
  audience jsonb not null,
  only_new boolean not null,
  expires_at timestamptz not null,
  -- What the admin saw and confirmed.
  expected_asked integer not null,
  expected_queued integer not null,
  asked integer not null default 0,
  queued integer not null default 0,
  skipped jsonb not null default '{}',
  -- How far the planning has come; null: not begun.
  planned_to uuid,
  planned_at timestamptz,
  started_by uuid,
  started_by_name text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references mail_batches (tenant_id, id)
);
create index waves_by_time on waves (tenant_id, created_at desc, id desc);
call protect('waves', 'select, insert, update');

-- Whoever was asked for and got none, and why.
create table wave_skips (
  tenant_id uuid not null,
  wave_id uuid not null,
  user_id uuid not null,
  reason text not null,
  primary key (tenant_id, wave_id, user_id),
  foreign key (tenant_id, wave_id) references waves (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index wave_skips_by_reason on wave_skips (tenant_id, wave_id, reason, user_id);
create index wave_skips_by_user on wave_skips (tenant_id, user_id);
call protect('wave_skips', 'select, insert, delete');

-- Whom the mail server's answer left in doubt, and whose mail was probably opened: short lists of their own.
create index users_mail_unknown on users (tenant_id, sort_name, id) where mail_unknown_at is not null;
create index users_opened on users (tenant_id, sort_name, id) where opened_at is not null;
