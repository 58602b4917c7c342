import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { UserFilter } from '../../contract/users.ts';
import { searchWords } from '../../kernel/fold-text.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { expiryOf, whereExpiry, whereFacets } from './user-facets-sql.ts';

type Builder = ExpressionBuilder<Tables, 'users'>;

/** A filter, or exactly these people within it. */
export interface UserNarrowing extends UserFilter {
  ids?: readonly string[] | undefined;
}

/** Everything of a filter but the search words, as one condition on `users`. */
export function whereFilter(builder: Builder, filter: UserNarrowing, now: Date): Expression<SqlBool> {
  return builder.and([whereFacets(filter), whereOthers(builder, filter, now)]);
}

/** What of a filter its facets do not say, as one condition on `users`. */
export function whereOthers(builder: Builder, filter: UserNarrowing, now: Date): Expression<SqlBool> {
  const all: Expression<SqlBool>[] = [];
  const expiry = expiryOf(filter);
  if (expiry) all.push(whereExpiry(expiry, now));
  if (filter.department) all.push(builder('department', '=', filter.department));
  if (filter.importId) all.push(builder('import_id', '=', filter.importId));
  if (filter.startFrom) all.push(sql`start_date >= ${filter.startFrom}::date`);
  if (filter.startUntil) all.push(sql`start_date <= ${filter.startUntil}::date`);
  if (filter.groupId?.length) all.push(memberOf(builder, filter.groupId));
  if (filter.ids) all.push(sql`id = any(${filter.ids}::uuid[])`);
  return builder.and(all);
}

/** A member of any of these groups. */
export function memberOf(builder: Builder, groupIds: string[]): Expression<SqlBool> {
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
