import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CannotStart } from '../../platform/cannot-start.ts';
import { type Config, ConfigProblems, readConfig } from '../../platform/config.ts';
import { makeSecrets } from '../../platform/secrets.ts';
import { openDatabase } from '../open-database.ts';
import { bold, say, sign } from '../voice.ts';
import { type Finding, fine, odd, wrong } from './finding.ts';
import { lookAtDatabase } from './look-at-database.ts';
import { lookAtAddress, lookAtDataFolder, lookAtKey, lookAtNode, lookAtPages } from './look-at-machine.ts';
import { lookAtMail } from './look-at-mail.ts';

/** Looks at everything Welkom stands on and says what is wrong and what to do. Changes nothing. Answers the exit code. */
export async function doctor(env: Record<string, string | undefined>): Promise<number> {
  const levels = new Set<Finding['level']>();
  const tell = (findings: Finding[]) => {
    for (const { level, about, sentence, advice } of findings) {
      sign(level, `${bold(about)}: ${sentence}${advice ? `\n  ${advice}` : ''}`);
      levels.add(level);
    }
  };
  tell([lookAtNode(), lookAtPages()]);
  const read = readOrTell(env);
  tell(read.findings);
  if (read.ok) {
    const { config, secretKey } = read;
    const dataDir = resolve(config.dataDir);
    const folder = await lookAtDataFolder(dataDir);
    tell([...folder, await lookAtKey(dataDir, secretKey !== null), lookAtAddress(config)]);
    if (folder[0]?.level !== 'bad' || config.databaseUrl !== null) tell(await database({ ...config, dataDir }, secretKey));
    tell(await lookAtMail(config));
  }
  if (levels.has('bad')) say('\nIt cannot work like this: see the lines with ✗.');
  else say(levels.has('notice') ? '\nIt works; the lines with ! deserve a look.' : '\nAll is well.');
  return levels.has('bad') ? 1 : 0;
}

type Read = { ok: true; config: Config; secretKey: string | null; findings: Finding[] } | { ok: false; findings: Finding[] };

function readOrTell(env: Record<string, string | undefined>): Read {
  try {
    const { config, secrets } = readConfig(env, (path) => readFileSync(path, 'utf8'));
    return { ok: true, config, secretKey: secrets.secretKey, findings: [fine('Configuration', 'every variable can be read')] };
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error;
    const advice = 'docs/operations.md lists every variable.';
    return { ok: false, findings: error.problems.map((problem) => wrong('Configuration', problem, advice)) };
  }
}

async function database(config: Config, secretKey: string | null): Promise<Finding[]> {
  if (config.databaseUrl === null && !existsSync(join(config.dataDir, 'database.json'))) {
    return [
      odd(
        'Database',
        'There is none yet.',
        'The first start makes one in the data folder; or set DATABASE_URL to a PostgreSQL of your own.',
      ),
    ];
  }
  try {
    const { url, stop } = await openDatabase(config);
    try {
      const key = secretKey ?? keyIn(config.dataDir);
      return await lookAtDatabase(url, key === null ? null : makeSecrets(key).fingerprint);
    } finally {
      await stop();
    }
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    const advice =
      config.databaseUrl === null
        ? 'database.log in the data folder says more.'
        : 'Correct DATABASE_URL, or the server behind it.';
    if (error instanceof CannotStart) return [wrong('Database', sentence, advice)];
    return [wrong('Database', `It could not be looked at: ${sentence}`, advice)];
  }
}

function keyIn(dataDir: string): string | null {
  try {
    return readFileSync(join(dataDir, 'secret.key'), 'utf8').trim();
  } catch {
    return null;
  }
}
