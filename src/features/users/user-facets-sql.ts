import { type Expression, type SqlBool, sql } from 'kysely';
import type { MailFateFilter, Station, UserFilter, UserStatus } from '../../contract/users.ts';

/** The bits of `users.facets`, as db/migrations/0014_facets.sql makes them; a test holds the two together. */
const BIT = {
  deactivated: 1,
  erased: 2,
  activated: 4,
  invited: 8,
  refused: 16,
  accepted: 32,
  visited: 64,
  noAddress: 128,
  waiting: 256,
  unknown: 512,
  opened: 1024,
  external: 2048,
};
type Bit = keyof typeof BIT;

/** Values that share some bits: their place in the list is the number; what is not in it has all of them. */
const SOURCES = { times: 4096, all: 7, values: ['form', 'import', 'sample', 'setup'] };
const ROLES = { times: 32_768, all: 7, values: ['member', 'owner', 'admin', 'user_manager', 'content_manager', 'read_only'] };
const LOCALES = { times: 262_144, all: 15, values: ['en', 'nl', 'de'] };

type Condition = Expression<SqlBool>;

const sum = (bits: readonly Bit[]): number => bits.reduce((all, bit) => all + BIT[bit], 0);

/** Some bits set and others not; the same text for `users` and for `user_counts`. */
const bits = (set: readonly Bit[], unset: readonly Bit[] = []): Condition =>
  sql`facets & ${sql.lit(sum(set) + sum(unset))} = ${sql.lit(sum(set))}`;

const any = (set: readonly Bit[]): Condition => sql`facets & ${sql.lit(sum(set))} <> 0`;

const oneOf = ({ times, all, values }: typeof SOURCES, wanted: readonly string[]): Condition =>
  sql`facets / ${sql.lit(times)} & ${sql.lit(all)} in (${sql.join(wanted.map((value) => sql.lit(numberOf(all, values, value))))})`;

const numberOf = (all: number, values: readonly string[], value: string) => {
  const at = values.indexOf(value);
  return at < 0 ? all : at;
};

const both = (conditions: readonly Condition[], word = sql` and `): Condition => sql`(${sql.join(conditions, word)})`;
const either = (conditions: readonly Condition[]): Condition => both(conditions, sql` or `);
const not = (condition: Condition): Condition => sql`not ${both([condition])}`;

/** Their link runs, or is over: which of the two is a question of the time. The condition of users_by_expiry. */
export const UNDER_WAY = bits(['invited'], ['deactivated', 'activated', 'refused']);

/** Each status as a condition. The order of user-status.ts is written out. */
const STATUS: Record<UserStatus, Condition> = {
  deactivated: bits(['deactivated']),
  active: bits(['activated'], ['deactivated']),
  bounced: bits(['refused'], ['deactivated', 'activated']),
  not_invited: bits([], ['deactivated', 'activated', 'invited', 'refused']),
  expired: UNDER_WAY,
  invited: UNDER_WAY,
};

export const STATION: Record<Station, Condition> = {
  added: sql`true`,
  invited: any(['invited', 'activated']),
  accepted: any(['accepted', 'visited', 'activated']),
  visited: any(['visited', 'activated']),
  activated: bits(['activated']),
  stuck: bits(['refused'], ['activated']),
  noAddress: bits(['noAddress'], ['activated']),
};

const MAIL: Record<MailFateFilter, Condition> = {
  waiting: bits(['waiting']),
  refused: bits(['refused']),
  unknown: bits(['unknown']),
  opened: bits(['opened']),
};

export const DEACTIVATED: Condition = bits(['deactivated']);
export const NOT_DEACTIVATED: Condition = bits([], ['deactivated']);

/** What of a filter the facets answer. */
export function whereFacets(filter: UserFilter): Condition {
  const all: Condition[] = [];
  const wantsDeactivated = filter.status?.includes('deactivated') ?? false;
  all.push(!filter.blocked && !wantsDeactivated ? NOT_DEACTIVATED : bits([], ['erased']));
  if (filter.status?.length) all.push(either(filter.status.map((status) => STATUS[status])));
  if (filter.station) all.push(STATION[filter.station]);
  if (filter.before) all.push(not(STATION[filter.before]));
  if (filter.mail) all.push(MAIL[filter.mail]);
  if (filter.role?.length) all.push(oneOf(ROLES, filter.role));
  if (filter.kind) all.push(filter.kind === 'external' ? bits(['external']) : bits([], ['external']));
  if (filter.locale?.length) all.push(oneOf(LOCALES, filter.locale));
  if (filter.source) all.push(oneOf(SOURCES, [filter.source]));
  return both(all);
}

/** What of the status only the time can tell; undefined where the facets say everything. */
export function expiryOf({ status }: UserFilter): 'over' | 'running' | undefined {
  const [over, running] = [status?.includes('expired'), status?.includes('invited')];
  if (over === running) return undefined;
  return over ? 'over' : 'running';
}

export function whereExpiry(which: 'over' | 'running', now: Date): Condition {
  const over = which === 'over' ? sql`link_expires_at <= ${now}` : sql`(link_expires_at is null or link_expires_at > ${now})`;
  return sql`(not (${UNDER_WAY}) or ${over})`;
}
