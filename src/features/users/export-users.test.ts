import readWorkbook from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import type { UserId } from '../../kernel/ids.ts';
import { showAuditLog } from '../audit/index.ts';
import { createUser } from './create-user.ts';
import { exportUsers } from './export-users.ts';

const given = useTestApp();
const hook = {
  groupsOf: async (_scope: unknown, ids: UserId[]) => new Map(ids.map((id) => [id, { names: ['Keuken', '=Oost'], count: 2 }])),
};
const FORMULAS = ['=HYPERLINK("http://evil.example")', '+1;2', '-2+3', '@SUM(A1)', '\tx', ' =1', '＝1'];

async function makePeople(name: string, count: number): Promise<{ tenant: TestTenant; ids: UserId[] }> {
  const tenant = await makeTestTenant(given.app, { name });
  const ids = await tenant.asSystem(async (scope) => {
    const made: UserId[] = [];
    for (let i = 0; i < count; i++) {
      const lastName = `Berg ${String(i).padStart(4, '0')}`;
      made.push(await createUser(scope, { firstName: 'A', lastName, email: `berg${i}@x.example`, source: 'form' }));
    }
    for (const [i, department] of FORMULAS.entries())
      made.push(
        await createUser(scope, {
          firstName: 'Z',
          lastName: 'Berg',
          email: `formula${i}@x.example`,
          department,
          startDate: '2026-03-01',
          source: 'form',
        }),
      );
    return made;
  });
  return { tenant, ids };
}

test('everybody who matches, once, in the order shown; no formula in either format; one row each in the audit log', async () => {
  const { tenant } = await makePeople('A', 520);
  const who = { tenantId: tenant.id, actor: await tenant.actor('admin') };
  const columns = ['name', 'email', 'department', 'status', 'groups', 'startDate', 'created'] as const;
  const wanted = { q: 'berg', sort: 'name', columns: [...columns], headings: 'nl' } as const;

  const csv = await exportUsers(given.app, who, wanted, hook);
  const lines = (await csv.text()).trim().split('\r\n');
  expect(lines[0]).toBe('Naam;E-mail;Afdeling;Status;Groepen;Eerste werkdag;Toegevoegd');
  expect(lines).toHaveLength(521 + FORMULAS.length);
  expect(new Set(lines).size).toBe(lines.length);
  const cells = lines.flatMap((line) => line.split(';').map((cell) => cell.replace(/^"/, '')));
  expect(cells.filter((cell) => /^[=+\-@\t\uff1d]/.test(cell.trim()))).toEqual([]);
  expect(lines.find((line) => line.includes('formula0@'))).toContain(`'=HYPERLINK`);

  const xlsx = await exportUsers(given.app, who, { ...wanted, format: 'xlsx' }, hook);
  expect(xlsx.headers.get('content-disposition')).toBe('attachment; filename="personen.xlsx"');
  const [sheet] = await readWorkbook(Buffer.from(await xlsx.arrayBuffer()), { trim: false });
  const [head, ...rows] = sheet!.data;
  expect(head).toEqual(['Naam', 'E-mail', 'Afdeling', 'Status', 'Groepen', 'Eerste werkdag', 'Toegevoegd']);
  expect(rows.map((row) => row[1])).toEqual(lines.slice(1).map((line) => line.split(';')[1]));
  const formulas = rows.filter((row) => String(row[1]).startsWith('formula'));
  expect(new Set(formulas.map((row) => row[2]))).toEqual(new Set(FORMULAS.map((text) => text.trim() && text)));
  expect(formulas[0]![4]).toBe('Keuken, =Oost');
  expect(formulas[0]![5]).toEqual(new Date('2026-03-01T00:00:00Z'));
  expect(rows[0]![6]).toBeInstanceOf(Date);

  const log = await tenant.as('admin', (scope) => showAuditLog(scope, { event: 'users.exported', cursor: null, limit: 10 }));
  expect(log.items).toMatchObject([
    { detail: { columns: [...columns], filter: { q: 'berg' }, format: 'xlsx' } },
    { detail: { format: 'csv' } },
  ]);
});

test('the people named, in the order shown, and nobody of elsewhere', async () => {
  const { tenant, ids } = await makePeople('C', 5);
  const elsewhere = await makeTestTenant(given.app, { name: 'D' });
  const who = { tenantId: tenant.id, actor: await tenant.actor('admin') };
  const wanted = { userIds: [ids[1]!, ids[3]!, elsewhere.owner], sort: '-name', columns: ['email'] } as const;
  const answer = await exportUsers(given.app, who, wanted, hook);
  expect((await answer.text()).trim().split('\r\n').slice(1)).toEqual(['berg3@x.example', 'berg1@x.example']);
  const log = await tenant.as('admin', (scope) => showAuditLog(scope, { event: 'users.exported', cursor: null, limit: 10 }));
  expect(log.items).toMatchObject([{ detail: { people: 3, columns: ['email'] } }]);
});

test('who may not export gets nothing', async () => {
  const tenant = await makeTestTenant(given.app, { name: 'B' });
  const who = { tenantId: tenant.id, actor: await tenant.actor('user_manager') };
  await expect(exportUsers(given.app, who, { sort: 'name' }, hook)).rejects.toThrow('forbidden');
});
