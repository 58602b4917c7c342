import { expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { bindInstallation } from './bind-installation.ts';
import { openTenant } from './change-tenant.ts';

const bed = useTestApp();
const at = (publicUrl: string) => ({ ...bed.app, config: { ...bed.app.config, publicUrl, publicUrlIsSet: true } });
const sealing = (tenant: TestTenant) =>
  tenant.asSystem(async ({ tx, tenant: { sealedAt } }) => {
    const events = await tx.selectFrom('audit_events').select('event').where('event', 'like', 'tenant.%').execute();
    return { sealed: sealedAt !== null, events: events.map(({ event }) => event) };
  });

test('another public address seals every environment, once, and each says so in its log', async () => {
  const [one, other] = [await makeTestTenant(bed.app), await makeTestTenant(bed.app)];
  expect(await bindInstallation(at('https://here.example'))).toEqual({ sealed: false });
  expect(await bindInstallation(at('https://there.example'))).toEqual({ sealed: true });
  expect(await bindInstallation(at('https://there.example'))).toEqual({ sealed: false });
  for (const tenant of [one, other]) {
    const { sealed, events } = await sealing(tenant);
    expect(sealed).toBe(true);
    expect(events.filter((event) => event === 'tenant.sealed')).toHaveLength(1);
  }
});

test('whoever opens an environment as it no longer stands is told, and nothing says that it was opened', async () => {
  const tenant = await makeTestTenant(bed.app);
  await bindInstallation(at('https://one.example'));
  await bindInstallation(at('https://two.example'));
  const open = (older: number) =>
    tenant.as('owner', (scope) => openTenant({ ...scope, tenant: { ...scope.tenant, version: scope.tenant.version - older } }));
  await expect(open(1)).rejects.toThrow('conflict');
  expect(await sealing(tenant)).toMatchObject({ sealed: true, events: expect.not.arrayContaining(['tenant.opened']) });
  await open(0);
  expect(await sealing(tenant)).toMatchObject({ sealed: false, events: expect.arrayContaining(['tenant.opened']) });
});
