// List and search at 100,000 people (PEOPLE=1000000 for more): first page, deep page, filters, beginnings of names.
import { sql } from 'kysely';
import type { UserFilter, UserSort } from '../../src/contract/users.ts';
import { countMatching, listUsers } from '../../src/features/users/list-users.ts';
import { ofTenant } from '../../src/platform/db/tenant-wall.ts';
import { ms, percentile, row, timed, withBench } from './bench-app.ts';
import { seedPeople } from './seed-people.ts';

const PEOPLE = Number(process.env.PEOPLE ?? 100_000);
const RUNS = Number(process.env.RUNS ?? 200);

const LISTS: [name: string, filter: UserFilter, sort: UserSort][] = [
  ['first page, by name', {}, 'name'],
  ['first page, last seen first', {}, '-seen'],
  ['status: not invited', { status: ['not_invited'] }, 'name'],
  ['status: invited or expired', { status: ['invited', 'expired'] }, 'name'],
  ['status: bounced (nobody)', { status: ['bounced'] }, 'name'],
  ['status: active', { status: ['active'] }, 'name'],
  ['station: visited, not in', { station: 'visited', before: 'activated' }, 'name'],
  ['department', { department: 'Department 7' }, 'name'],
  ['blocked shown', { blocked: true }, '-name'],
  ['kind: external (nobody)', { kind: 'external' }, 'name'],
  ['role: owner (nobody)', { role: ['owner'] }, 'name'],
  ['search: a common beginning', { q: 'a' }, 'name'],
  ['search: a family name at the end of the list', { q: 'wag' }, 'name'],
  ['search: a rare word', { q: 'e0004711' }, 'name'],
  ['search: two words', { q: 'fat wag' }, 'name'],
  ['search: number and name', { q: 'e00047 mats' }, 'name'],
  ['search: nobody', { q: 'zzzz' }, 'name'],
  ['search within a status', { q: 'rosa', status: ['not_invited'] }, 'name'],
];

await withBench(async (bench) => {
  const seeding = performance.now();
  await seedPeople(bench, PEOPLE);
  row(`${PEOPLE} people made`, `${((performance.now() - seeding) / 1000).toFixed(1)} s`);
  row('', 'p50', 'p99', 'bare p50');
  let worst = 0;
  for (const [name, filter, sort] of LISTS) {
    const list = () => bench.inScope((scope) => listUsers(scope, { filter, sort, limit: 50 }));
    await timed(5, list);
    const times = await timed(RUNS, list);
    worst = Math.max(worst, percentile(times, 0.99));
    row(name, ms(percentile(times, 0.5)), ms(percentile(times, 0.99)));
  }
  let cursor: string | undefined;
  const first = await bench.inScope((scope) => listUsers(scope, { filter: {}, sort: 'name', limit: 50 }));
  const middle = await bench.inScope(({ tx }) =>
    sql<{
      sort_name: string;
      id: string;
    }>`select sort_name, id from users where tenant_id = ${ofTenant} and deactivated_at is null order by sort_name, id offset ${Math.floor(PEOPLE * 0.8)} limit 1`.execute(
      tx,
    ),
  );
  cursor = Buffer.from(JSON.stringify(['name', middle.rows[0]!.sort_name, middle.rows[0]!.id])).toString('base64url');
  const deep = await timed(RUNS, () =>
    bench.inScope((scope) => listUsers(scope, { filter: {}, sort: 'name', cursor, limit: 50 })),
  );
  worst = Math.max(worst, percentile(deep, 0.99));
  const bare = await timed(RUNS, () =>
    bench.inScope(({ tx }) =>
      sql`select * from users where tenant_id = ${ofTenant} and deactivated_at is null order by sort_name, id limit 51`.execute(
        tx,
      ),
    ),
  );
  row('deep page (80 % down)', ms(percentile(deep, 0.5)), ms(percentile(deep, 0.99)), ms(percentile(bare, 0.5)));
  const counts = await timed(RUNS, () => bench.inScope((scope) => countMatching(scope, { q: 'a' }, false)));
  row('count of a common beginning, capped', ms(percentile(counts, 0.5)), ms(percentile(counts, 0.99)));
  row('worst p99', ms(worst), `goal 50 ms`);
  if (first.items.length !== 50) throw new Error('The list is not what it should be.');
});
