import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runMigrations } from 'graphile-worker';
import { type Config, readConfig } from '../platform/config.ts';
import { connectDatabase } from '../platform/db/database.ts';
import { migrate } from '../platform/db/migrate.ts';
import { filesOnDisk } from '../platform/files.ts';
import { type Logger, makeLog } from '../platform/log.ts';
import type { App } from '../platform/scope.ts';
import { loadKey, makeSecrets } from '../platform/secrets.ts';
import { makeMailer } from '../platform/smtp/mailer.ts';
import { readWords } from '../platform/words.ts';
import { projectRoot } from './project-root.ts';

export interface Parts {
  config: Config;
  secretKey: string | null;
  databaseUrl: string;
  log?: Logger;
}

/** The environment of this process, read once. @throws ConfigProblems */
export function configOfProcess() {
  return readConfig(process.env, (path) => readFileSync(path, 'utf8'));
}

/** Migrates the database (the queue's tables first, then ours), one process at a time. */
export async function prepareDatabase(databaseUrl: string): Promise<{ applied: string[] }> {
  return migrate(databaseUrl, join(projectRoot, 'db/migrations'), () => runMigrations({ connectionString: databaseUrl }));
}

/** Everything the features need, built once. The database must be migrated. */
export function makeApp({ config, secretKey, databaseUrl, log = makeLog(config.logLevel) }: Parts): App {
  const dataDir = resolve(config.dataDir);
  return {
    config: { ...config, dataDir },
    db: connectDatabase(databaseUrl),
    mailer: makeMailer(config),
    files: filesOnDisk(join(dataDir, 'files')),
    secrets: makeSecrets(loadKey(secretKey, dataDir)),
    words: readWords(join(projectRoot, 'locales')),
    log,
    clock: { shift: 0 },
  };
}
