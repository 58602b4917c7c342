import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { expect, vi } from 'vitest';
import type { ImportDetail, ImportRow } from '../../src/contract/imports.ts';
import { applyImport } from '../../src/features/imports/apply-import.ts';
import { makePlan } from '../../src/features/imports/make-plan.ts';
import { type PlanWish, planImport } from '../../src/features/imports/plan-import.ts';
import { receiveImport } from '../../src/features/imports/receive-import.ts';
import { listImportRows, showImport } from '../../src/features/imports/show-import.ts';
import { workOffPlan } from '../../src/features/imports/work-off-plan.ts';
import type { ImportId } from '../../src/kernel/ids.ts';
import type { App } from '../../src/platform/scope.ts';
import type { TestTenant } from './app.ts';

const webStream = (bytes: Uint8Array) => Readable.toWeb(Readable.from([Buffer.from(bytes)])) as ReadableStream;

/** Sends a file in as the owner and asks for its plan, as the page would. */
async function askForPlan(app: App, tenant: TestTenant, file: Uint8Array | string, wish: PlanWish = {}) {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const who = { tenantId: tenant.id, actor: await tenant.actor('owner') };
  const received = await receiveImport(app, who, { name: 'people.csv', announced: bytes.length, body: webStream(bytes) });
  const id = received.id as ImportId;
  const { plan } = await tenant.as('owner', (scope) => planImport(scope, id, wish));
  return { id, plan };
}

/** The same, and makes the plan, where no worker does. */
export async function planFile(
  app: App,
  tenant: TestTenant,
  file: Uint8Array | string,
  wish: PlanWish = {},
): Promise<ImportDetail> {
  const { id, plan } = await askForPlan(app, tenant, file, wish);
  await makePlan(app, tenant.id, id, plan);
  return tenant.as('owner', (scope) => showImport(scope, id));
}

/** Where a worker runs: two at the same plan would be in each other's way. */
export async function importByWorker(app: App, tenant: TestTenant, file: Uint8Array | string): Promise<void> {
  const { id, plan } = await askForPlan(app, tenant, file);
  const becomes = (state: ImportDetail['state']) =>
    vi.waitFor(async () => expect((await tenant.as('owner', (scope) => showImport(scope, id))).state).toBe(state), 20_000);
  await becomes('planned');
  await tenant.as('owner', (scope) => applyImport(scope, id, plan));
  await becomes('applied');
}

/** Applies a plan and works it off. */
export async function applyPlan(
  app: App,
  tenant: TestTenant,
  planned: ImportDetail,
  options: { chunk?: number } = {},
): Promise<ImportDetail> {
  const id = planned.id as ImportId;
  await tenant.as('owner', (scope) => applyImport(scope, id, planned.plan));
  await workOffPlan(app, tenant.id, id, options);
  return tenant.as('owner', (scope) => showImport(scope, id));
}

export async function importFile(
  app: App,
  tenant: TestTenant,
  file: Uint8Array | string,
  wish: PlanWish = {},
): Promise<ImportDetail> {
  return applyPlan(app, tenant, await planFile(app, tenant, file, wish));
}

export async function rowsOf(
  tenant: TestTenant,
  { id }: { id: string },
  show: Parameters<typeof listImportRows>[2]['show'] = 'all',
): Promise<ImportRow[]> {
  const page = await tenant.as('owner', (scope) => listImportRows(scope, id as ImportId, { show, limit: 200 }));
  return page.items;
}
