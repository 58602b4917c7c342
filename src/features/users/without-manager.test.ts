import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { createUser } from './create-user.ts';
import { withoutManager } from './user-store.ts';

const given = useTestApp();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
});

test('whoever somebody is the manager of is found by an index, behind row security too, whatever the capitals', async () => {
  const plan = await tenant.asSystem(async ({ tx }) => {
    // Enough people that one index costs less than another.
    await sql`insert into users (tenant_id, id, display_name, sort_name, locale)
      select ${tenant.id}::uuid, gen_random_uuid(), 'P' || n, 'p' || n, 'nl' from generate_series(1, 2000) n`.execute(tx);
    await sql`set local enable_seqscan = off`.execute(tx);
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${withoutManager(tx, 'Lead@zorg.example')}`.execute(tx);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).toMatch(/users_by_manager/);
  expect(plan).toMatch(/Index Cond: .*manager_key = 'lead@zorg\.example'/);
  const managed = await tenant.asSystem(async ({ tx, ...scope }) => {
    const person = { firstName: 'Noor', lastName: 'Bakker', email: 'noor@zorg.example', source: 'form' } as const;
    const id = await createUser({ tx, ...scope }, person);
    await tx.updateTable('users').set({ manager_email: 'LEAD@Zorg.example' }).where('id', '=', id).execute();
    await withoutManager(tx, 'Lead@zorg.example').execute();
    return tx.selectFrom('users').select('manager_email').where('id', '=', id).executeTakeFirst();
  });
  expect(managed).toEqual({ manager_email: null });
});
