import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { CannotStart } from '../cannot-start.ts';

/** The oldest PostgreSQL the tests run on, as server_version_num. */
export const OLDEST = 150_000;

/**
 * Waits for a server that is just starting, and refuses one that cannot be used.
 * @throws CannotStart one sentence: what is wrong with the address, and where to look
 */
export async function checkDatabase(url: string): Promise<{ version: number }> {
  for (let tries = 1; ; tries++) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 8_000, application_name: 'welkom' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version_num: string; server_version: string }>(
        `select current_setting('server_version_num') as server_version_num, current_setting('server_version') as server_version`,
      );
      const version = Number(rows[0]?.server_version_num);
      if (version < OLDEST) {
        throw new CannotStart(
          `DATABASE_URL leads to PostgreSQL ${rows[0]?.server_version}, but Welkom needs version 15 or newer.`,
        );
      }
      return { version };
    } catch (error) {
      if (error instanceof CannotStart) throw error;
      const isStarting = (error as { code?: string }).code === '57P03';
      if (!isStarting || tries > 30) throw new CannotStart(databaseFault(url, error), { cause: error });
    } finally {
      await client.end().catch(() => undefined);
    }
    await pause(1_000);
  }
}

/** Says in one sentence why a database cannot be reached. The password is never part of it. */
export function databaseFault(url: string, error: unknown): string {
  const { hostname, port, username, pathname } = new URL(url);
  const server = `${hostname}:${port || '5432'}`;
  const user = decodeURIComponent(username);
  const database = decodeURIComponent(pathname.slice(1)) || user;
  const { code, message } = (error instanceof AggregateError ? error.errors[0] : error) as { code?: string; message: string };
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `DATABASE_URL cannot be used: there is no machine named ${hostname}.`;
    case 'ECONNREFUSED':
      return `DATABASE_URL cannot be used: nothing answers at ${server}; is PostgreSQL running there?`;
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `DATABASE_URL cannot be used: ${server} cannot be reached; look at the network and the firewall between.`;
    case '28P01':
    case '28000':
      return `DATABASE_URL cannot be used: ${server} refuses the user ${user} (${message}).`;
    case '3D000':
      return `DATABASE_URL cannot be used: there is no database named ${database} at ${server}; make it with: create database "${database}".`;
    case '57P03':
      return `DATABASE_URL cannot be used: ${server} is still starting or recovering.`;
    case '53300':
      return `DATABASE_URL cannot be used: ${server} has no connection left for us.`;
  }
  if (/timeout/i.test(message)) return `DATABASE_URL cannot be used: ${server} does not answer within 8 seconds.`;
  if (/SSL|certificate|self.signed/i.test(message)) {
    return `DATABASE_URL cannot be used: no secure connection to ${server} (${message}); sslmode in the address decides what is asked of it.`;
  }
  return `DATABASE_URL cannot be used: ${message.replace(/\.$/, '')} (${server}).`;
}
