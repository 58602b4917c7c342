import { prepareDatabase } from '../app.ts';
import { openDatabase } from '../open-database.ts';
import { good } from '../voice.ts';
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
