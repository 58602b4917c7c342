import { ROLES, type Role } from '../../contract/permissions.ts';
import { listTenants } from '../../features/tenants/index.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import { type App, inTenant, OPERATOR, type Scope } from '../../platform/scope.ts';
import { bad, good, say } from '../voice.ts';
import { withApp } from './with-app.ts';

/** Where a command works. */
export interface Here {
  app: App;
  tenantId: TenantId;
}

/** What a command answers: to people as sentences or a table, to programs as JSON. */
export interface Answer {
  /** Said with a tick. */
  done?: string;
  /** Said with a cross, on standard error: the command ends with 1. */
  wrong?: string;
  /** Printed as they are. */
  lines?: string[];
  json: unknown;
}

export interface CommonOptions {
  environment?: string;
  json?: boolean;
}

/** Runs one command in one environment and prints what it answers. */
export async function answer(options: CommonOptions, work: (here: Here) => Promise<Answer>): Promise<void> {
  await withApp(async (app) => {
    const { done, wrong, lines = [], json } = await work({ app, tenantId: await tenantNamed(app, options.environment) });
    if (wrong !== undefined) process.exitCode = 1;
    if (options.json) return say(JSON.stringify(json, null, 2));
    for (const line of lines) say(line);
    if (done !== undefined) good(done);
    if (wrong !== undefined) bad(wrong);
  });
}

/** One transaction as the operator. */
export const asOperator = <T>({ app, tenantId }: Here, work: (scope: Scope) => Promise<T>): Promise<T> =>
  inTenant(app, { tenantId, actor: OPERATOR }, work);

/** A day as the operator wrote it. @throws CannotStart */
export function demandDay(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new CannotStart(`"${text}" is no day: write it as 2026-03-02.`);
}

/** How many, as the operator wrote it. @throws CannotStart */
export function demandLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 10_000) return limit;
  throw new CannotStart('--limit is a number from 1 to 10000.');
}

/** A role as the operator wrote it. @throws CannotStart */
export function demandRole(text: string): Role {
  const role = ROLES.find((known) => known === text);
  if (!role) throw new CannotStart(`There is no role "${text}"; there are ${ROLES.join(', ')}.`);
  return role;
}

/** The environment of that name; without a name the only one there is. @throws CannotStart */
export async function tenantNamed(app: App, name: string | undefined): Promise<TenantId> {
  const all = await app.db.acrossTenants(listTenants);
  const found = name === undefined ? all : all.filter((tenant) => tenant.name.toLowerCase() === name.toLowerCase());
  const names = all.map((tenant) => `"${tenant.name}"`).join(', ');
  if (!all.length) throw new CannotStart('There is no environment yet: start Welkom and open the address it prints.');
  if (!found.length) throw new CannotStart(`There is no environment named "${name}"; there is ${names}.`);
  if (found.length > 1) throw new CannotStart(`There are several environments: say which with --environment; there is ${names}.`);
  return found[0]!.id;
}
