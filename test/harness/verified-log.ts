import { showVerifications, startVerification, verifyJob } from '../../src/features/audit/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { App } from '../../src/platform/scope.ts';
import type { TestTenant } from './app.ts';

/** Has the audit log proved, to the end. */
export async function verifiedLog(app: App, tenant: TestTenant) {
  const id = newId();
  await tenant.as('admin', (scope) => startVerification(scope, id));
  await verifyJob.handler(app, { id }, { tenantId: tenant.id, by: null });
  return tenant.as('admin', async (scope) => (await showVerifications(scope)).items.find((one) => one.id === id)!);
}
