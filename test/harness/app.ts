import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Role } from '../../src/contract/permissions.ts';
import { createTenant, permissionsOf } from '../../src/features/tenants/index.ts';
import { createUser } from '../../src/features/users/index.ts';
import { newId, type TenantId, type UserId } from '../../src/kernel/ids.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { makeApp } from '../../src/main/app.ts';
import { readConfig } from '../../src/platform/config.ts';
import { makeLog } from '../../src/platform/log.ts';
import { type Actor, type App, inTenant, type Scope, systemActor } from '../../src/platform/scope.ts';
import { cloneDatabase } from './database.ts';

export interface TestApp extends App {
  /** Gives back the database and the data folder. */
  end(): Promise<void>;
}

/** The real application on a database and a data folder of its own; `env` as the operator would set it. */
export async function makeTestApp(env: Record<string, string> = {}): Promise<TestApp> {
  const database = await cloneDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'welkom-data-'));
  const { config } = readConfig(
    { PUBLIC_URL: 'http://welkom.test', LOG_LEVEL: 'silent', WELKOM_DATA_DIR: dataDir, ...env },
    () => '',
  );
  const app = makeApp({
    config,
    secretKey: 'a key for tests only, 32 bytes long',
    databaseUrl: database.url,
    log: makeLog(config.logLevel),
  });
  return {
    ...app,
    async end() {
      await app.db.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The application for a test file: made before its tests, given back after them. */
export function useTestApp(env: Record<string, string> = {}): { readonly app: TestApp } {
  let app: TestApp | undefined;
  beforeAll(async () => {
    app = await makeTestApp(env);
  });
  afterAll(() => app?.end());
  return {
    get app() {
      return app!;
    },
  };
}

export interface TestTenant {
  id: TenantId;
  owner: UserId;
  /** A transaction as the system: may everything. */
  asSystem<T>(work: (scope: Scope) => Promise<T>): Promise<T>;
  /** A transaction as somebody of a role who really exists. */
  as<T>(role: Role, work: (scope: Scope) => Promise<T>): Promise<T>;
  actor(role: Role): Promise<Actor>;
}

/** An environment of its own with an owner, made by the use cases. */
export async function makeTestTenant(
  app: App,
  options: { name?: string; locale?: Locale; openTracking?: boolean } = {},
): Promise<TestTenant> {
  const id = await createTenant(app, {
    name: options.name ?? 'Zorggroep Voorbeeld',
    locale: options.locale ?? 'en',
    openTracking: options.openTracking ?? false,
  });
  const asSystem = <T>(work: (scope: Scope) => Promise<T>) => inTenant(app, { tenantId: id, actor: systemActor('test') }, work);
  const make = (role: Role) =>
    asSystem((scope) =>
      createUser(scope, { firstName: 'Test', lastName: role, email: `${role}-${newId()}@welkom.test`, role, source: 'form' }),
    );
  const people = new Map<Role, UserId>([['owner', await make('owner')]]);
  const actor = async (role: Role): Promise<Actor> => {
    const userId = people.get(role) ?? (await make(role));
    people.set(role, userId);
    return {
      kind: 'user',
      userId,
      sessionId: null,
      name: `Test ${role}`,
      role,
      locale: options.locale ?? 'en',
      permissions: permissionsOf(role),
      reach: null,
    };
  };
  return {
    id,
    owner: people.get('owner')!,
    asSystem,
    actor,
    as: async (role, work) => inTenant(app, { tenantId: id, actor: await actor(role) }, work),
  };
}
