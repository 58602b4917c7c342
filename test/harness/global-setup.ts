import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { prepareDatabase } from '../../src/main/app.ts';
import { startEmbedded } from '../../src/platform/db/embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's maintenance database, and the migrated database that each test file clones. */
    serverUrl: string;
    template: string;
  }
}

/**
 * One PostgreSQL for the run, with one migrated template. `TEST_DATABASE_URL` takes an outside server instead (the suite
 * also passes on PostgreSQL 15).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outside = process.env.TEST_DATABASE_URL;
  const dataDir = mkdtempSync(join(tmpdir(), 'welkom-test-'));
  const embedded = outside ? undefined : await startEmbedded({ dataDir, throwaway: true });
  const serverUrl = outside ?? embedded!.url;
  const template = `welkom_template_${process.pid}_${Date.now()}`;
  await onServer(serverUrl, `create database ${template}`);
  await prepareDatabase(withDatabase(serverUrl, template));
  project.provide('serverUrl', serverUrl);
  project.provide('template', template);
  return async () => {
    if (outside) await onServer(serverUrl, `drop database if exists ${template} with (force)`);
    await embedded?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
