import { resolve } from 'node:path';
import { bindInstallation } from '../../features/tenants/index.ts';
import { AppError } from '../../kernel/app-error.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import type { Config, ConfigSecrets } from '../../platform/config.ts';
import { sentence } from '../../platform/http/problem.ts';
import { makeLog } from '../../platform/log.ts';
import type { App } from '../../platform/scope.ts';
import { configOfProcess, makeApp, prepareDatabase } from '../app.ts';
import { type OpenDatabase, openDatabase } from '../open-database.ts';
import { atMost } from '../process-life.ts';
import { runningAddress } from '../run-note.ts';

/** The environment of this process, with the data folder as a whole path. @throws ConfigProblems */
export function configuration(): { config: Config; secrets: ConfigSecrets } {
  const { config, secrets } = configOfProcess();
  return { config: { ...config, dataDir: resolve(config.dataDir) }, secrets };
}

export interface OpenApp {
  app: App;
  database: OpenDatabase;
  sealed: boolean;
  applied: string[];
  close(): Promise<void>;
}

/** The whole application on its migrated database; whatever fails on the way is closed again. */
export async function openApp(
  config: Config,
  secrets: ConfigSecrets,
  log = makeLog(config.logLevel, process.stderr),
): Promise<OpenApp> {
  const part = log.child({ part: 'database' });
  const database = await openDatabase(config, (line) => part.debug(line));
  let app: App | undefined;
  const close = async () => {
    // A job that does not end holds its connection: the database must stop all the same.
    if (app) await atMost(1_000, app.db.close());
    await database.stop();
  };
  try {
    const { applied } = await prepareDatabase(database.url);
    app = makeApp({ config, secretKey: secrets.secretKey, databaseUrl: database.url, log });
    const { sealed } = await bindInstallation(app);
    return { app, database, sealed, applied, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/** For commands that do one thing: opens, does it, closes. A refusal becomes its sentence. */
export async function withApp<T>(work: (app: App) => Promise<T>): Promise<T> {
  const { config, secrets } = configuration();
  // Links must lead to the server that runs, where nobody said another address.
  const running = config.publicUrlIsSet ? null : await runningAddress(config.dataDir);
  const { app, close } = await openApp(
    running ? { ...config, publicUrl: running } : config,
    secrets,
    makeLog('warn', process.stderr),
  );
  try {
    return await work(app);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new CannotStart(sentence(app, 'en', error.code, error.details), { cause: error });
  } finally {
    await close();
  }
}
