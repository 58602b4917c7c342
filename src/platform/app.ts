import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import type { Files } from './files.ts';
import type { Logger } from './log.ts';
import type { Secrets } from './secrets.ts';
import type { Mailer } from './smtp/mailer.ts';
import type { Words } from './words.ts';

/** Built once in main/app.ts, handed down; nothing is ambient. */
export interface App {
  config: Config;
  db: Database;
  /** null: mails are kept in the built-in mailbox. */
  mailer: Mailer | null;
  files: Files;
  secrets: Secrets;
  words: Words;
  log: Logger;
  /** Milliseconds added to the database's clock: 0, except where a test travels in time. */
  clock: { shift: number };
}
