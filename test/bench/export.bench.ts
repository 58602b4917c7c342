// The overview taken along: 100,000 people (PEOPLE=… for others) in every column, with their groups, as CSV and as a workbook,
// read as fast as they come. Beside it what the process holds more than before, and bare paging through the same rows.

import { EXPORT_FORMATS } from '../../src/contract/users.ts';
import { groupNamesOf } from '../../src/features/groups/index.ts';
import { exportUsers } from '../../src/features/users/export-users.ts';
import { newId } from '../../src/kernel/ids.ts';
import { systemActor } from '../../src/platform/scope.ts';
import { type Bench, row, withBench } from './bench-app.ts';
import { seedPeople } from './seed-people.ts';

const PEOPLE = Number(process.env.PEOPLE ?? 100_000);
const GROUPS = 50;
const mib = (bytes: number) => `${(bytes / 1_048_576).toFixed(0)} MiB`;
const seconds = (time: number) => `${(time / 1000).toFixed(1)} s`;

await withBench(async (bench) => {
  await seedPeople(bench, PEOPLE);
  await fillGroups(bench);
  const bare = await measured(() => pageThrough(bench));
  row(`${PEOPLE.toLocaleString('en')} people`, 'time', 'of bare', 'more memory', 'file');
  row('bare: pages of 500, as JSON', seconds(bare.time), '1.0 ×', mib(bare.more), mib(bare.bytes));
  for (const format of EXPORT_FORMATS) {
    const taken = await measured(async () => {
      const who = { tenantId: bench.tenantId, actor: systemActor('bench') };
      const answer = await exportUsers(bench.app, who, { sort: 'name', format }, { groupsOf: groupNamesOf });
      let bytes = 0;
      for await (const chunk of answer.body!) bytes += (chunk as Uint8Array).length;
      return bytes;
    });
    row(format, seconds(taken.time), `${(taken.time / bare.time).toFixed(1)} ×`, mib(taken.more), mib(taken.bytes));
  }
});

async function fillGroups(bench: Bench): Promise<void> {
  await bench.inScope(async ({ tx, tenant, now }) => {
    const ids = Array.from({ length: GROUPS }, () => newId<'group'>());
    const names = ids.map((id, at) => ({
      tenant_id: tenant.id,
      id,
      name: `Group ${at}`,
      sort_name: `group ${at}`,
      created_at: now,
    }));
    await tx.insertInto('groups').values(names).execute();
    for (const [at, id] of ids.entries()) {
      const some = await tx
        .selectFrom('users')
        .select('id')
        .where('external_id', 'like', `%${String(at).padStart(2, '0')}`)
        .execute();
      for (let from = 0; from < some.length; from += 5000) {
        const rows = some.slice(from, from + 5000);
        // The place by name is written by a trigger.
        const member = { tenant_id: tenant.id, group_id: id, since: now, sort_name: '', created_at: new Date(), marks: 0 };
        const members = rows.map((user) => ({ ...member, user_id: user.id }));
        await tx.insertInto('group_members').values(members).execute();
      }
    }
  });
}

/** The same people in the same order, page by page, with nothing made of them but JSON. */
async function pageThrough(bench: Bench): Promise<number> {
  let bytes = 0;
  for (let after: { sort_name: string; id: string } | undefined, done = false; !done; ) {
    const from = after;
    const page = await bench.inScope(({ tx }) => {
      let query = tx
        .selectFrom('users')
        .selectAll()
        .where('deactivated_at', 'is', null)
        .orderBy('sort_name')
        .orderBy('id')
        .limit(500);
      if (from) query = query.where((is) => is(is.refTuple('sort_name', 'id'), '>', is.tuple(from.sort_name, from.id)));
      return query.execute();
    });
    after = page.at(-1);
    done = page.length < 500;
    bytes += JSON.stringify(page).length;
  }
  return bytes;
}

async function measured(work: () => Promise<number>): Promise<{ time: number; more: number; bytes: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const started = performance.now();
  const bytes = await work();
  clearInterval(watch);
  return { time: performance.now() - started, more: most - before, bytes };
}
