import { expect, test } from 'vitest';
import { makeTestTenant, useTestApp } from '../../../test/harness/app.ts';
import { showAuditLog } from '../audit/index.ts';
import { createUser } from './create-user.ts';
import { exportUsers } from './export-users.ts';

const given = useTestApp();

test('everybody who matches, once, in the order shown; formulas are harmless; one row in the audit log', async () => {
  const tenant = await makeTestTenant(given.app);
  await tenant.asSystem(async (scope) => {
    for (let i = 0; i < 520; i++) {
      const lastName = `Berg ${String(i).padStart(4, '0')}`;
      await createUser(scope, { firstName: 'A', lastName, email: `berg${i}@x.example`, source: 'form' });
    }
    const formula = { firstName: '=HYPERLINK("http://evil.example")', lastName: 'Berg', department: '+1;2' };
    await createUser(scope, { ...formula, email: 'formula@x.example', source: 'form' });
  });
  const who = { tenantId: tenant.id, actor: await tenant.actor('admin') };
  const columns = ['name', 'email', 'department', 'status'] as const;
  const answer = await exportUsers(given.app, who, { q: 'berg', sort: 'name', columns: [...columns], headings: 'nl' });
  const lines = (await answer.text()).trim().split('\r\n');
  expect(lines[0]).toBe('Naam;E-mail;Afdeling;Status');
  expect(lines).toHaveLength(522);
  expect(new Set(lines).size).toBe(522);
  const formula = lines.find((line) => line.includes('formula@'));
  expect(formula).toContain(`'=HYPERLINK`);
  expect(formula).toContain(`"'+1;2"`);
  const log = await tenant.as('admin', (scope) => showAuditLog(scope, { event: 'users.exported', cursor: null, limit: 10 }));
  expect(log.items).toMatchObject([{ detail: { columns: [...columns], filter: { q: 'berg' } } }]);
});

test('who may not export gets nothing', async () => {
  const tenant = await makeTestTenant(given.app, { name: 'B' });
  const who = { tenantId: tenant.id, actor: await tenant.actor('user_manager') };
  await expect(exportUsers(given.app, who, { sort: 'name' })).rejects.toThrow('forbidden');
});
