import { CannotStart } from '../platform/cannot-start.ts';
import type { Config } from '../platform/config.ts';
import { checkDatabase } from '../platform/db/check-database.ts';
import { startEmbedded } from '../platform/db/embedded.ts';

export interface OpenDatabase {
  url: string;
  embedded: boolean;
  /** Stops an embedded server when nobody else uses it; leaves another one alone. */
  stop(): Promise<void>;
}

/** The database of this installation: the one that DATABASE_URL names, or the embedded one, started or attached to. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: (line: string) => void = () => undefined,
): Promise<OpenDatabase> {
  if (config.databaseUrl === null) {
    const { url, stop } = await startEmbedded({ dataDir: config.dataDir, log });
    return { url, embedded: true, stop };
  }
  if (!URL.canParse(config.databaseUrl)) throw new CannotStart('DATABASE_URL is not an address.');
  await checkDatabase(config.databaseUrl);
  return { url: config.databaseUrl, embedded: false, stop: async () => undefined };
}
