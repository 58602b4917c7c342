import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { ROLES } from '../../contract/permissions.ts';
import type { UserFilter, UserSort } from '../../contract/users.ts';
import { searchWords } from '../../kernel/fold-text.ts';
import { newId } from '../../kernel/ids.ts';
import { LOCALES } from '../../kernel/locale.ts';
import { countMatching, listUsers, showStations } from './list-users.ts';
import { selectUserPage } from './user-page-store.ts';
import { LIMITS } from './user-sets-store.ts';
import { statusOf } from './user-status.ts';
import type { UserRecord } from './user-store.ts';
import { searchText, writeWords } from './user-words-store.ts';

const given = useTestApp();
let tenant: TestTenant;
let people: UserRecord[];
const NOW = new Date();
const GROUP = newId<'group'>();
const IMPORT = newId<'import'>();
const SOURCES = ['form', 'import', 'sample', 'setup'] as const;

/** Everybody different in every fact that a list is narrowed by. */
beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
  await tenant.asSystem(async ({ tx }) => {
    const some = (share: number, value: string) => sql.raw(`case when random() < ${share} then ${value} end`);
    const time = `now() + interval '1 day' * (random() * 20 - 10)`;
    // Every other one is in the sample, not one of a thousand.
    const sampled = sql.raw(
      `case when n % 2 = 0 then overlay(gen_random_uuid()::text placing '0100' from 33)::uuid else gen_random_uuid() end`,
    );
    await sql`select setseed(0.42)`.execute(tx);
    await sql`
      insert into users (tenant_id, id, email, email_key, first_name, last_name, display_name, sort_name, search_text, role, kind, locale, department,
        import_id, source, start_date, created_at, invited_at, link_expires_at, mail_queued_at, mail_accepted_at, mail_refused_at, mail_unknown_at, bounced_at,
        opened_at, visited_at, activated_at, last_seen_at, deactivated_at)
      select ${tenant.id}::uuid, ${sampled}, a, a, 'P', 'N', 'P N' || n, ${sql.raw(`(array['anna','bram','zoe'])[1 + n % 3] || n`)}, '',
        (${sql.val([...ROLES])}::text[])[1 + n % 6], (array['internal','external'])[1 + n % 2], (${sql.val([...LOCALES])}::text[])[1 + n / 2 % 3],
        (array['A','B',null])[1 + n % 3], case when n % 5 < 2 then ${IMPORT}::uuid end, (${sql.val([...SOURCES])}::text[])[1 + n / 3 % 4], ${some(0.7, `current_date + n % 9`)},
        date_trunc('milliseconds', ${sql.raw(time)}), ${some(0.7, time)}, ${some(0.9, time)}, ${some(0.7, time)}, ${some(0.6, time)}, ${some(0.2, time)},
        ${some(0.2, time)}, ${some(0.2, time)}, ${some(0.3, time)}, ${some(0.4, time)}, ${some(0.3, time)},
        ${some(0.5, `date_trunc('milliseconds', ${time})`)}, ${some(0.2, time)}
      from (select n, case when random() < 0.8 then 'p' || n || '@' || (array['a','b','ab'])[1 + n % 3] || '.example' end as a from generate_series(1, 400) n) s`.execute(
      tx,
    );
    const made = await tx.selectFrom('users').selectAll().where('first_name', '=', 'P').execute();
    for (const row of made) {
      const text = searchText(searchWords(row.sort_name, row.email));
      await tx.updateTable('users').set({ search_text: text }).where('id', '=', row.id).execute();
    }
    await writeWords(
      tx,
      made.map(({ id }) => id),
    );
    await tx
      .insertInto('groups')
      .values({ tenant_id: tenant.id, id: GROUP, name: 'G', sort_name: 'g', created_at: NOW })
      .execute();
    const members = made.filter(({ id }) => /^[0-5]/.test(id));
    await tx
      .insertInto('group_members')
      .values(
        members.map(({ id }) => ({
          tenant_id: tenant.id,
          group_id: GROUP,
          user_id: id,
          sort_name: '',
          created_at: NOW,
          marks: 0,
          since: NOW,
        })),
      )
      .execute();
    people = await tx.selectFrom('users').selectAll().execute();
  });
});

/** What a filter means, person by person. */
function fits(row: UserRecord, filter: UserFilter): boolean {
  const status = statusOf(
    {
      deactivatedAt: row.deactivated_at,
      activatedAt: row.activated_at,
      bouncedAt: row.bounced_at,
      mailRefusedAt: row.mail_refused_at,
      invitedAt: row.invited_at,
      linkExpiresAt: row.link_expires_at,
    },
    NOW,
  );
  const come = {
    added: true,
    invited: row.invited_at || row.activated_at,
    accepted: row.mail_accepted_at || row.visited_at || row.activated_at,
    visited: row.visited_at || row.activated_at,
    activated: row.activated_at,
    stuck: !row.activated_at && (row.bounced_at || row.mail_refused_at),
    noAddress: !row.activated_at && row.email === null,
  };
  const ends = [row.mail_accepted_at, row.mail_refused_at, row.mail_unknown_at].map((at) => at?.getTime() ?? -1);
  const mail = {
    waiting: row.mail_queued_at && row.mail_queued_at.getTime() > Math.max(...ends),
    refused: row.mail_refused_at || row.bounced_at,
    unknown: row.mail_unknown_at,
    opened: row.opened_at,
  };
  const words = row.search_text.split(' ');
  return [
    filter.blocked || filter.status?.includes('deactivated') || !row.deactivated_at,
    !filter.status?.length || filter.status.includes(status),
    !filter.station || come[filter.station],
    !filter.before || !come[filter.before],
    !filter.mail || mail[filter.mail],
    !filter.role?.length || (filter.role as string[]).includes(row.role),
    !filter.kind || filter.kind === row.kind,
    !filter.locale?.length || (filter.locale as string[]).includes(row.locale),
    !filter.source || filter.source === row.source,
    !filter.department || filter.department === row.department,
    !filter.importId || filter.importId === row.import_id,
    !filter.groupId?.length || (row.first_name === 'P' && /^[0-5]/.test(row.id)),
    !filter.startFrom || (row.start_date !== null && row.start_date >= filter.startFrom),
    !filter.startUntil || (row.start_date !== null && row.start_date <= filter.startUntil),
    !filter.q || searchWords(filter.q).every((asked) => words.some((word) => word.startsWith(asked))),
  ].every(Boolean);
}

const day = (plus: number) => new Date(NOW.getTime() + plus * 86_400_000).toISOString().slice(0, 10);
const ONE: UserFilter[] = [
  {},
  { blocked: true },
  ...(['not_invited', 'invited', 'expired', 'bounced', 'active', 'deactivated'] as const).map((status) => ({ status: [status] })),
  { status: ['invited', 'expired'] },
  { status: ['expired', 'active', 'deactivated'] },
  ...(['added', 'invited', 'accepted', 'visited', 'activated', 'stuck', 'noAddress'] as const).map((station) => ({ station })),
  { before: 'visited' },
  ...(['waiting', 'refused', 'unknown', 'opened'] as const).map((mail) => ({ mail })),
  ...ROLES.map((role) => ({ role: [role] })),
  { kind: 'external' },
  { kind: 'internal' },
  ...LOCALES.map((locale) => ({ locale: [locale] })),
  ...SOURCES.map((source) => ({ source })),
  { department: 'A' },
  { startFrom: day(3) },
  { startFrom: day(1), startUntil: day(5) },
  { q: 'a' },
  { q: 'ann exam' },
  { q: 'p12' },
  { q: 'zoe1 ab p1' },
  { q: 'exa an' },
  { groupId: [GROUP] },
  { importId: IMPORT },
  { importId: IMPORT, groupId: [GROUP], blocked: true },
  { importId: IMPORT, department: 'A', startUntil: day(6) },
  { importId: IMPORT, q: 'an exa', startFrom: day(2) },
  { groupId: [GROUP], q: 'p', department: 'B', startFrom: day(1) },
];
const PAIRS = ONE.map((filter, at) => ({ ...filter, ...ONE[(at * 7 + 3) % ONE.length], ...ONE[(at * 11 + 5) % ONE.length] }));
const ORDERS = ['name', '-name', 'created', '-created', 'seen', '-seen', 'start', '-start'] as const;
const KEY = { name: 'sort_name', created: 'created_at', seen: 'last_seen_at', start: 'start_date' } as const;

/** Without a value last, going up and going down. */
function inOrder(rows: UserRecord[], sort: UserSort): string[] {
  const key = KEY[sort.replace('-', '') as keyof typeof KEY];
  const value = (row: UserRecord) => {
    const found = row[key];
    if (found === null) return sort.startsWith('-') ? '' : '\u{10FFFF}';
    return found instanceof Date ? found.toISOString() : found;
  };
  const up = [...rows].sort((a, b) => (value(a) === value(b) ? (a.id < b.id ? -1 : 1) : value(a) < value(b) ? -1 : 1));
  return (sort.startsWith('-') ? up.reverse() : up).map((row) => row.id);
}

describe('a list holds whom its filter means, in its order, page by page, and its number is theirs', () => {
  test.each([...ONE, ...PAIRS].map((filter, at) => [JSON.stringify(filter), filter, ORDERS[at % ORDERS.length]!] as const))(
    '%s',
    async (_name, filter, order) => {
      const meant = people.filter((row) => fits(row, filter));
      for (const sort of new Set(['name', order] as const)) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await tenant.as('owner', (scope) => listUsers(scope, { filter, sort, cursor, limit: 37 }));
          seen.push(...page.items.map((row) => row.id));
          cursor = page.next ?? undefined;
        } while (cursor);
        expect(seen, sort).toEqual(inOrder(meant, sort));
      }
      const expected = { count: meant.length, capped: false };
      expect(await tenant.as('owner', (scope) => countMatching(scope, filter, false))).toEqual(expected);
      expect(await tenant.as('owner', (scope) => countMatching(scope, filter, true))).toEqual(expected);
    },
  );
});

const TRIED: [string, Partial<typeof LIMITS>][] = [
  ['walking and the beginnings of sets', { counted: 5, links: 5, walked: 60, looked: 60 }],
  ['sets that are read to their ends', { counted: 5, links: 1000, walked: 0, looked: 5, words: 2 }],
  ['what a sample says of the list, true or not', { counted: 5, links: 5, sampled: 0, words: 2 }],
  ['a sample and short looks', { counted: 0, links: 5, sampled: 0, walked: 60, met: 70, looked: 5 }],
  ['sets that are laid over each other', { counted: 0, links: 1000, walked: 0, looked: 5, laid: 1000 }],
];
describe.each(TRIED)('as many as fit are found by every way: %s', (_what, limits) => {
  test.each([...ONE, ...PAIRS].map((filter, at) => [JSON.stringify(filter), filter, ORDERS[at % ORDERS.length]!] as const))(
    '%s',
    async (_name, filter, order) => {
      const meant = people.filter((row) => fits(row, filter));
      for (const sort of new Set(['name', order] as const)) {
        const all = inOrder(meant, sort);
        for (const start of [-1, 0, Math.floor(all.length / 2)].filter((at) => at < all.length)) {
          const before = people.find(({ id }) => id === all[start]);
          const value = before?.[KEY[sort.replace('-', '') as keyof typeof KEY]] ?? null;
          const after = before ? { value: value instanceof Date ? value.toISOString() : value, id: before.id } : null;
          const page = await tenant.asSystem(({ tx, now }) =>
            selectUserPage(tx, filter, now, { sort, after, limit: 12, within: false }, { ...LIMITS, ...limits }),
          );
          expect(
            page.map(({ id }) => id),
            `${sort} after ${start}`,
          ).toEqual(all.slice(start + 1, start + 13));
        }
      }
    },
  );
});

test('the marks of a word are those of everybody who has it', async () => {
  const words = ['jan', 'é', '\u{1f600}x', 'ab1', '7'];
  await tenant.asSystem(async ({ tx }) => {
    for (const word of words) {
      for (let length = 1; length <= [...word].length; length++) {
        const asked = [...word].slice(0, length).join('');
        const { rows } = await sql<{ fits: boolean }>`
          select marks_of(${asked}) & marks_of(${` z ${word} b`}) = marks_of(${asked}) and marks_of(${asked}) <> 0 as fits`.execute(
          tx,
        );
        expect(rows[0]?.fits, asked).toBe(true);
      }
    }
  });
});

test('the kept counts are those that counting finds', async () => {
  const stations = await tenant.as('owner', (scope) => showStations(scope));
  for (const [station, count] of Object.entries(stations)) {
    const filter = station === 'deactivated' ? { status: ['deactivated' as const] } : { station: station as 'added' };
    expect(people.filter((row) => fits(row, filter)).length, station).toBe(count);
  }
});
