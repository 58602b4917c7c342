import { join, resolve } from 'node:path';
import { CannotStart } from '../../platform/cannot-start.ts';
import { backUp } from '../../platform/db/back-up.ts';
import { anyoneIn } from '../../platform/living-process.ts';
import { prepareDatabase } from '../app.ts';
import { openDatabase } from '../open-database.ts';
import { good, say } from '../voice.ts';
import { configuration } from './with-app.ts';

/** Brings the database to this version, and says what was done. */
export async function migrateCommand(): Promise<void> {
  const { config } = configuration();
  const database = await openDatabase(config);
  try {
    const { applied } = await prepareDatabase(database.url);
    good(
      applied.length
        ? `The database is at this version now: ${applied.join(', ')}.`
        : 'The database was at this version already.',
    );
  } finally {
    await database.stop();
  }
}

/** Copies the whole data folder with its embedded database into a new one, while everything runs. */
export async function backupCommand(folder: string): Promise<void> {
  const { config } = configuration();
  if (config.databaseUrl !== null) {
    throw new CannotStart(
      'This installation has a PostgreSQL of its own (DATABASE_URL): back that up by its own means, and the data folder.',
    );
  }
  const database = await openDatabase(config);
  try {
    await backUp({ dataDir: config.dataDir, url: database.url }, resolve(folder));
    good(`The backup is in ${resolve(folder)}: it holds the key too, so keep it safe.`);
  } finally {
    await database.stop();
  }
}

/** Prints the address of the database, password and all, for psql and pg_dump. */
export async function databaseUrlCommand(): Promise<void> {
  const { config } = configuration();
  if (config.databaseUrl !== null) return say(config.databaseUrl);
  const running = await anyoneIn(join(config.dataDir, 'run', 'database-users'));
  if (!running) throw new CannotStart('The embedded database is not running: start Welkom first.');
  const { url, stop } = await openDatabase(config);
  await stop();
  say(url);
}
