import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { MailFateFilter, Station, UserFilter, UserStatus } from '../../contract/users.ts';
import { searchWords } from '../../kernel/fold-text.ts';
import type { Tables } from '../../platform/db/tables.ts';

type Builder = ExpressionBuilder<Tables, 'users'>;

/** Each status as a predicate; each has a partial index. The order of user-status.ts is written out. */
const STATUS: Record<UserStatus, (now: Date) => Expression<SqlBool>> = {
  deactivated: () => sql`deactivated_at is not null`,
  active: () => sql`deactivated_at is null and activated_at is not null`,
  bounced: () => sql`deactivated_at is null and activated_at is null and (bounced_at is not null or mail_refused_at is not null)`,
  not_invited: () =>
    sql`deactivated_at is null and activated_at is null and invited_at is null and bounced_at is null and mail_refused_at is null`,
  expired: (now) => sql`deactivated_at is null and activated_at is null and invited_at is not null and bounced_at is null
    and mail_refused_at is null and link_expires_at <= ${now}`,
  invited: (now) => sql`deactivated_at is null and activated_at is null and invited_at is not null and bounced_at is null
    and mail_refused_at is null and (link_expires_at is null or link_expires_at > ${now})`,
};

const STATION: Record<Station, Expression<SqlBool>> = {
  added: sql`true`,
  invited: sql`(invited_at is not null or activated_at is not null)`,
  accepted: sql`(mail_accepted_at is not null or visited_at is not null or activated_at is not null)`,
  visited: sql`(visited_at is not null or activated_at is not null)`,
  activated: sql`activated_at is not null`,
  stuck: sql`activated_at is null and (bounced_at is not null or mail_refused_at is not null)`,
  noAddress: sql`activated_at is null and email is null`,
};

const MAIL: Record<MailFateFilter, Expression<SqlBool>> = {
  waiting: sql`mail_queued_at > coalesce(greatest(mail_accepted_at, mail_refused_at, mail_unknown_at), '-infinity')`,
  refused: sql`(mail_refused_at is not null or bounced_at is not null)`,
  unknown: sql`mail_unknown_at is not null`,
  opened: sql`opened_at is not null`,
};

/** A filter, or exactly these people within it. */
export interface UserNarrowing extends UserFilter {
  ids?: readonly string[] | undefined;
}

/** Everything of a filter but the search words, as one condition on `users`. */
export function whereFilter(builder: Builder, filter: UserNarrowing, now: Date): Expression<SqlBool> {
  const all: Expression<SqlBool>[] = [];
  const wantsDeactivated = filter.status?.includes('deactivated') ?? false;
  all.push(!filter.blocked && !wantsDeactivated ? sql`deactivated_at is null` : sql`erased_at is null`);
  if (filter.status?.length) all.push(builder.or(filter.status.map((status) => STATUS[status](now))));
  if (filter.station) all.push(STATION[filter.station]);
  if (filter.before) all.push(builder.not(STATION[filter.before]));
  if (filter.mail) all.push(MAIL[filter.mail]);
  if (filter.role?.length) all.push(builder('role', 'in', filter.role));
  if (filter.kind) all.push(builder('kind', '=', filter.kind));
  if (filter.locale?.length) all.push(builder('locale', 'in', filter.locale));
  if (filter.department) all.push(builder('department', '=', filter.department));
  if (filter.source) all.push(builder('source', '=', filter.source));
  if (filter.importId) all.push(builder('import_id', '=', filter.importId));
  if (filter.startFrom) all.push(sql`start_date >= ${filter.startFrom}::date`);
  if (filter.startUntil) all.push(sql`start_date <= ${filter.startUntil}::date`);
  if (filter.groupId?.length) all.push(memberOf(builder, filter.groupId));
  if (filter.ids) all.push(sql`id = any(${filter.ids}::uuid[])`);
  return builder.and(all);
}

function memberOf(builder: Builder, groupIds: string[]): Expression<SqlBool> {
  return builder.exists(
    builder
      .selectFrom('group_members as m')
      .select('m.user_id')
      .whereRef('m.tenant_id', '=', 'users.tenant_id')
      .whereRef('m.user_id', '=', 'users.id')
      .where('m.group_id', 'in', groupIds),
  );
}

/** The folded words somebody typed; a search with nothing but signs in it finds nobody. */
export function wordsOf(filter: UserFilter): string[] | undefined {
  return filter.q?.trim() ? searchWords(filter.q).slice(0, 8) : undefined;
}

/** The end of the range of words that begin with `word`, for a plain comparison in the "C" order. */
export function wordEnd(word: string): string {
  return `${word}\u{10FFFF}`;
}

/** A word of the person begins with `word`. */
export function wordInText(word: string): Expression<SqlBool> {
  return sql<SqlBool>`strpos(search_text, ${` ${word}`}) > 0`;
}
