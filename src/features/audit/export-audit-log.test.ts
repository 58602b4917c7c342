import { expect, test } from 'vitest';
import { makeTestTenant, useTestApp } from '../../../test/harness/app.ts';
import { newId } from '../../kernel/ids.ts';
import { namesOfAll } from '../../main/names.ts';
import { createUser } from '../users/index.ts';
import { exportAuditLog } from './export-audit-log.ts';
import { showAuditLog } from './list-audit-events.ts';
import { record } from './record.ts';

const given = useTestApp();

test('what fits goes along in words, formulas are harmless, and the export itself is on record', async () => {
  const tenant = await makeTestTenant(given.app, { locale: 'nl' });
  const noor = await tenant.asSystem((scope) =>
    createUser(scope, { firstName: 'Noor', lastName: 'Willems', email: `${newId()}@example.org`, source: 'form' }),
  );
  const target = { kind: 'user' as const, id: noor, name: '=HYPERLINK("http://evil.example")' };
  await tenant.as('admin', async (scope) => {
    await record(scope, 'user.changed', { target, detail: { role: { before: 'member', after: 'admin' } } });
    await record(scope, 'group.memberChanged', { target: { kind: 'group', id: newId() }, detail: { person: noor, admin: true } });
  });
  const actor = await tenant.actor('admin');
  const fetch = async (filter: object) =>
    (await exportAuditLog(given.app, { tenantId: tenant.id, actor }, { ...filter, format: 'csv' }, namesOfAll)).text();
  const lines = (await fetch({ event: 'user.changed' })).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe('Wanneer (UTC);Wat;Gebeurtenis;Wie;Id van wie;Met wie;Id van met wie;Vanaf;Bijzonderheden');
  expect(lines[1]).toContain('Gebruiker gewijzigd;user.changed;Test admin;');
  expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.example"")";${noor};`);
  expect(lines[1]).toContain('Rechten: Gebruiker → Admin');
  expect(await fetch({ event: 'group.memberChanged' })).toContain('Lid: Noor Willems; Beheerder van de groep: ja');
  const workbook = await exportAuditLog(given.app, { tenantId: tenant.id, actor }, { format: 'xlsx' }, namesOfAll);
  expect(workbook.headers.get('content-disposition')).toContain('logboek.xlsx');
  expect(new TextDecoder('latin1').decode((await workbook.arrayBuffer()).slice(0, 2))).toBe('PK');
  const { items } = await tenant.as('admin', (scope) =>
    showAuditLog(scope, { event: 'audit.exported', cursor: null, limit: 10 }),
  );
  expect(items).toMatchObject([
    { detail: { format: 'xlsx' } },
    { detail: { event: 'group.memberChanged' } },
    { detail: { event: 'user.changed' } },
  ]);
});

test('more than a page comes whole, and only to whoever may read the log', async () => {
  const tenant = await makeTestTenant(given.app);
  await tenant.as('admin', async (scope) => {
    for (let n = 0; n < 1100; n++) await record(scope, 'tenant.changed', { detail: { linkDays: n } });
  });
  const who = async (role: 'admin' | 'user_manager') => ({ tenantId: tenant.id, actor: await tenant.actor(role) });
  const answer = await exportAuditLog(given.app, await who('admin'), { event: 'tenant.changed', format: 'csv' }, namesOfAll);
  expect((await answer.text()).trim().split('\r\n')).toHaveLength(1101);
  await expect(exportAuditLog(given.app, await who('user_manager'), { format: 'csv' }, namesOfAll)).rejects.toThrow('forbidden');
});
