// Generated from the migrated database by bin/schema.mjs. Do not edit.
// As src/platform/db/database.ts reads them: instants (timestamptz) are Date, days (date) are 'YYYY-MM-DD', bigint is a
// number (ours stay below 2^53), numeric and uuid are strings, jsonb is unknown until it is parsed.
import type { Generated, GeneratedAlways } from 'kysely';

export interface ActSkipsTable {
  tenant_id: string;
  act_id: string;
  user_id: string;
  reason: string;
}

export interface ActivationsTable {
  tenant_id: string;
  id: string;
  user_id: string;
  purpose: string;
  email_key: string | null;
  auth_epoch: number;
  generation: number;
  issued_at: Date;
  not_before: Date | null;
  expires_at: Date;
  visited_at: Date | null;
  used_at: Date | null;
  revoked_at: Date | null;
  replaced_at: Date | null;
}

export interface ActsTable {
  tenant_id: string;
  id: string;
  act: string;
  params: unknown;
  selection: unknown;
  by_user: string | null;
  key_may: string[] | null;
  dry_run: boolean;
  asked: number;
  done: Generated<number>;
  skipped: Generated<number>;
  reached: string | null;
  created_at: Date;
  finished_at: Date | null;
  cancelled_at: Date | null;
  failed_because: string | null;
  reasons: Generated<unknown>;
  by_key: string | null;
}

export interface AddressChangesTable {
  tenant_id: string;
  id: string;
  user_id: string;
  address: string;
  address_key: string;
  auth_epoch: number;
  asked_at: Date;
  asked_by: string;
  expires_at: Date;
  confirmed_at: Date | null;
  dropped_at: Date | null;
}

export interface ApiKeysTable {
  tenant_id: string;
  id: string;
  name: string;
  prefix: string;
  secret_hash: string;
  scopes: string[];
  maker_id: string;
  auth_epoch: number;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export interface AuditContentsTable {
  tenant_id: string;
  event_id: string;
  salt: string;
  actor_name: string;
  origin: string | null;
  target_name: string | null;
  detail: string;
}

export interface AuditEventsTable {
  tenant_id: string;
  id: string;
  seq: GeneratedAlways<number>;
  at: Generated<Date>;
  event: string;
  actor_kind: string;
  actor_id: string | null;
  target_kind: string | null;
  target_id: string | null;
  content_hash: string;
}

export interface AuditReachedTable {
  tenant_id: string;
  cause_id: string;
  last_id: string;
  first_id: string;
  user_ids: string[];
}

export interface AuditSealEventsTable {
  tenant_id: string;
  event_id: string;
  seal: number;
  place: number;
}

export interface AuditSealsTable {
  tenant_id: string;
  number: number;
  up_to_seq: number;
  events: number;
  sealed_at: Generated<Date>;
  hash: string;
  signature: string;
}

export interface AuditVerificationsTable {
  tenant_id: string;
  id: string;
  by_user: string | null;
  created_at: Date;
  expected: number | null;
  reached: Generated<number>;
  reached_hash: Generated<string>;
  events: Generated<number>;
  seals: Generated<number>;
  unsealed: Generated<number>;
  problem_count: Generated<number>;
  problems: Generated<unknown>;
  finished_at: Date | null;
  cancelled_at: Date | null;
}

export interface CredentialsTable {
  tenant_id: string;
  user_id: string;
  password_hash: string;
  created_at: Date;
  changed_at: Date;
}

export interface GroupMembersTable {
  tenant_id: string;
  group_id: string;
  user_id: string;
  admin: Generated<boolean>;
  since: Date;
  added_by: string | null;
  sort_name: string;
  created_at: Date;
  start_date: string | null;
  department: string | null;
  import_id: string | null;
  marks: number;
}

export interface GroupsTable {
  tenant_id: string;
  id: string;
  name: string;
  sort_name: string;
  description: Generated<string>;
  members: Generated<number>;
  created_at: Date;
  created_by: string | null;
  version: Generated<number>;
}

export interface ImportRowsTable {
  tenant_id: string;
  import_id: string;
  row_no: number;
  action: string;
  user_id: string | null;
  person: unknown | null;
  before: unknown | null;
  reason: unknown | null;
  notes: unknown | null;
  not_applied: string | null;
}

export interface ImportsTable {
  tenant_id: string;
  id: string;
  file: string | null;
  file_name: string;
  size: number;
  state: string;
  reading: unknown;
  found: unknown;
  plan: Generated<number>;
  progress: Generated<number>;
  rows_read: Generated<number>;
  counts: unknown | null;
  problem: unknown | null;
  applied_through: Generated<number>;
  created_people: Generated<number>;
  changed_people: Generated<number>;
  not_applied: Generated<number>;
  created_by: string | null;
  created_by_name: string;
  created_at: Generated<Date>;
  planned_at: Date | null;
  applied_at: Date | null;
  cancelled_at: Date | null;
  erased_at: Date | null;
}

export interface InstallationTable {
  only_one: Generated<boolean>;
  installation_id: string;
  key_fingerprint: string;
  public_url: string;
  created_at: Generated<Date>;
}

export interface MailBatchCountsTable {
  tenant_id: string;
  batch_id: string;
  state: string;
  shard: number;
  mails: number;
}

export interface MailBatchesTable {
  tenant_id: string;
  id: string;
  paused_at: Date | null;
  paused_because: string | null;
  taken_back_at: Date | null;
  closed_at: Date | null;
  done_at: Date | null;
  created_at: Generated<Date>;
}

export interface MailDispatchTable {
  tenant_id: string;
  mail_id: string;
  lane: number;
  batch_id: string | null;
  run_at: Date;
  claimed_by: string | null;
  fence: Generated<number>;
  lease_until: Date | null;
  data_started_at: Date | null;
  settled_at: Date | null;
}

export interface MailEventsTable {
  tenant_id: string;
  mail_id: string;
  seq: GeneratedAlways<number>;
  at: Generated<Date>;
  event: string;
  source: string;
  attempt: number | null;
  meaning: string | null;
  reply_code: number | null;
  reply_enhanced: string | null;
  reply_words: string | null;
  server: string | null;
  detail: unknown | null;
}

export interface MailTransportTable {
  only_one: Generated<boolean>;
  problem: string | null;
  words: string | null;
  down_since: Date | null;
  tried_at: Date | null;
}

export interface MailsTable {
  tenant_id: string;
  id: string;
  kind: string;
  user_id: string | null;
  address: string;
  name: string;
  locale: string;
  batch_id: string | null;
  content: Generated<unknown>;
  due_at: Date;
  created_at: Generated<Date>;
  state: Generated<string>;
  state_at: Generated<Date>;
  attempts: Generated<number>;
  meaning: string | null;
  reply_code: number | null;
  reply_enhanced: string | null;
  reply_words: string | null;
  server: string | null;
  open_id: string | null;
  opened_at: Date | null;
  opened_by: string | null;
  dedupe_key: string | null;
}

export interface NotificationSettingsTable {
  tenant_id: string;
  user_id: string;
  group_mails: boolean;
  changed_at: Date;
}

export interface PasskeyChallengesTable {
  tenant_id: string;
  id: string;
  purpose: string;
  user_id: string | null;
  challenge: string;
  expires_at: Date;
}

export interface PasskeysTable {
  tenant_id: string;
  id: string;
  user_id: string;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  backed_up: boolean;
  name: string;
  created_at: Date;
  last_used_at: Date | null;
}

export interface RateLimitsTable {
  tenant_id: string;
  key: string;
  tries: number;
  since: Date;
  last_at: Date;
  wait_until: Date | null;
}

export interface RecoveryCodesTable {
  tenant_id: string;
  user_id: string;
  code_hash: string;
  made_at: Date;
  used_at: Date | null;
}

export interface SavedViewsTable {
  tenant_id: string;
  id: string;
  owner_id: string;
  name: string;
  sort_name: string;
  shared: Generated<boolean>;
  content: unknown;
  created_at: Date;
  version: Generated<number>;
}

export interface SessionsTable {
  tenant_id: string;
  id: string;
  user_id: string;
  secret_hash: string;
  auth_epoch: number;
  device: string;
  origin: string | null;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  ended_at: Date | null;
  proved_at: Generated<Date>;
}

export interface SetupCodesTable {
  only_one: Generated<boolean>;
  code_hash: string;
  made_at: Date;
  expires_at: Date;
  failures: Generated<number>;
  wait_until: Date | null;
  used_at: Date | null;
}

export interface TenantHostsTable {
  host: string;
  tenant_id: string;
}

export interface TenantsTable {
  id: string;
  name: string;
  locale: string;
  time_zone: Generated<string>;
  brand_color: Generated<string>;
  logo_file: string | null;
  public_url: string | null;
  open_tracking: boolean | null;
  link_days: Generated<number>;
  sealed_at: Date | null;
  sealed_because: string | null;
  whitelist_used: Generated<boolean>;
  created_at: Generated<Date>;
  version: Generated<number>;
}

export interface TwoStepTable {
  tenant_id: string;
  user_id: string;
  secret: string;
  made_at: Date;
  confirmed_at: Date | null;
  last_step: Generated<number>;
}

export interface UserCountsTable {
  tenant_id: string;
  facets: number;
  shard: number;
  people: number;
}

export interface UserWordsTable {
  tenant_id: string;
  word: string;
  sort_name: string;
  user_id: string;
  created_at: Date;
  marks: number;
  start_date: string | null;
}

export interface UsersTable {
  tenant_id: string;
  id: string;
  email: string | null;
  email_key: string | null;
  pending_email: string | null;
  pending_email_at: Date | null;
  user_name: string | null;
  external_id: string | null;
  first_name: Generated<string>;
  name_prefix: string | null;
  last_name: Generated<string>;
  display_name: string;
  sort_name: string;
  search_text: Generated<string>;
  role: Generated<string>;
  kind: Generated<string>;
  kind_override: string | null;
  locale: string;
  time_zone: string | null;
  department: string | null;
  job_title: string | null;
  phone: string | null;
  location: string | null;
  manager_email: string | null;
  start_date: string | null;
  end_date: string | null;
  source: Generated<string>;
  import_id: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  version: Generated<number>;
  auth_epoch: Generated<number>;
  silent_since: Date | null;
  welcome_on: string | null;
  invited_at: Date | null;
  link_expires_at: Date | null;
  mail_queued_at: Date | null;
  mail_accepted_at: Date | null;
  mail_refused_at: Date | null;
  mail_unknown_at: Date | null;
  mail_reply: string | null;
  bounced_at: Date | null;
  bounce_reason: string | null;
  opened_at: Date | null;
  visited_at: Date | null;
  activated_at: Date | null;
  last_seen_at: Date | null;
  deactivated_at: Date | null;
  deactivated_by: string | null;
  deactivation_reason: string | null;
  erased_at: Date | null;
  photo_file: string | null;
  reach: string[] | null;
  facets: GeneratedAlways<number>;
  manager_key: GeneratedAlways<string | null>;
  marks: Generated<number>;
}

export interface WaveSkipsTable {
  tenant_id: string;
  wave_id: string;
  user_id: string;
  reason: string;
}

export interface WavesTable {
  tenant_id: string;
  id: string;
  audience: unknown;
  only_new: boolean;
  expires_at: Date;
  expected_asked: number;
  expected_queued: number;
  asked: Generated<number>;
  queued: Generated<number>;
  skipped: Generated<unknown>;
  planned_to: string | null;
  planned_at: Date | null;
  started_by: string | null;
  started_by_name: string;
  created_at: Generated<Date>;
}

export interface WelcomeTemplatesTable {
  tenant_id: string;
  id: string;
  locale: string;
  version: number;
  content: unknown;
  changed_by: string | null;
  changed_by_name: string;
  created_at: Generated<Date>;
}

export interface Tables {
  act_skips: ActSkipsTable;
  activations: ActivationsTable;
  acts: ActsTable;
  address_changes: AddressChangesTable;
  api_keys: ApiKeysTable;
  audit_contents: AuditContentsTable;
  audit_events: AuditEventsTable;
  audit_reached: AuditReachedTable;
  audit_seal_events: AuditSealEventsTable;
  audit_seals: AuditSealsTable;
  audit_verifications: AuditVerificationsTable;
  credentials: CredentialsTable;
  group_members: GroupMembersTable;
  groups: GroupsTable;
  import_rows: ImportRowsTable;
  imports: ImportsTable;
  installation: InstallationTable;
  mail_batch_counts: MailBatchCountsTable;
  mail_batches: MailBatchesTable;
  mail_dispatch: MailDispatchTable;
  mail_events: MailEventsTable;
  mail_transport: MailTransportTable;
  mails: MailsTable;
  notification_settings: NotificationSettingsTable;
  passkey_challenges: PasskeyChallengesTable;
  passkeys: PasskeysTable;
  rate_limits: RateLimitsTable;
  recovery_codes: RecoveryCodesTable;
  saved_views: SavedViewsTable;
  sessions: SessionsTable;
  setup_codes: SetupCodesTable;
  tenant_hosts: TenantHostsTable;
  tenants: TenantsTable;
  two_step: TwoStepTable;
  user_counts: UserCountsTable;
  user_words: UserWordsTable;
  users: UsersTable;
  wave_skips: WaveSkipsTable;
  waves: WavesTable;
  welcome_templates: WelcomeTemplatesTable;
}

/** The tables whose rows belong to a tenant. */
export const TENANT_TABLES = [
  'act_skips',
  'activations',
  'acts',
  'address_changes',
  'api_keys',
  'audit_contents',
  'audit_events',
  'audit_reached',
  'audit_seal_events',
  'audit_seals',
  'audit_verifications',
  'credentials',
  'group_members',
  'groups',
  'import_rows',
  'imports',
  'mail_batch_counts',
  'mail_batches',
  'mail_dispatch',
  'mail_events',
  'mails',
  'notification_settings',
  'passkey_challenges',
  'passkeys',
  'rate_limits',
  'recovery_codes',
  'saved_views',
  'sessions',
  'tenant_hosts',
  'two_step',
  'user_counts',
  'user_words',
  'users',
  'wave_skips',
  'waves',
  'welcome_templates',
] as const;
