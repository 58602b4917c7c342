import { existsSync } from 'node:fs';
import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../platform/config.ts';
import { projectRoot } from '../project-root.ts';
import { type Finding, fine, odd, wrong } from './finding.ts';

const LITTLE = 1_000_000_000;

export function lookAtNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19)
    ? fine('Node.js', process.versions.node)
    : wrong('Node.js', `${process.versions.node} is too old.`, 'Install Node.js 20.19 or newer.');
}

export function lookAtPages(): Finding {
  return existsSync(join(projectRoot, 'dist/web/index.html'))
    ? fine('Pages', 'built')
    : wrong('Pages', 'They are not built.', 'Run npm start, or npm run build.');
}

export async function lookAtDataFolder(dataDir: string): Promise<Finding[]> {
  const about = 'Data folder';
  const trial = join(dataDir, `.doctor-${process.pid}`);
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await writeFile(trial, 'doctor');
    await rm(trial);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    return [
      wrong(
        about,
        `${dataDir} cannot be written (${reason}).`,
        'Run Welkom as the user who owns it, or set WELKOM_DATA_DIR to another folder.',
      ),
    ];
  }
  const findings = [fine(about, `${dataDir} can be written`)];
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < LITTLE) {
    findings.push(
      odd(about, `Only ${Math.round((bavail * bsize) / 1e6)} MB are free.`, 'Make room: a full disk stops the database.'),
    );
  }
  return findings;
}

export async function lookAtKey(dataDir: string, isSet: boolean): Promise<Finding> {
  if (isSet) return fine('Secret key', 'from WELKOM_SECRET_KEY');
  const file = join(dataDir, 'secret.key');
  const facts = await stat(file).catch(() => null);
  if (!facts)
    return odd(
      'Secret key',
      'There is none yet.',
      'The first start makes one in the data folder; keep a copy of it with your backups.',
    );
  return facts.mode & 0o077
    ? odd('Secret key', `${file} can be read by other users.`, `Run: chmod 600 ${file}`)
    : fine('Secret key', `in ${file}; keep a copy of it with your backups`);
}

export function lookAtAddress(config: Config): Finding {
  const about = 'Public address';
  const { protocol, hostname } = new URL(config.publicUrl);
  const isLocal = /^(localhost|127\.|\[::1\])/.test(hostname);
  if (!config.publicUrlIsSet) {
    return odd(
      about,
      `Not set: links in mails lead to ${config.publicUrl}, which works on this machine only.`,
      'Set PUBLIC_URL before you welcome anybody.',
    );
  }
  if (protocol === 'http:' && !isLocal) {
    return odd(
      about,
      `${config.publicUrl} is not encrypted: passwords travel in the open.`,
      'Put a proxy with TLS in front and set PUBLIC_URL to its https address.',
    );
  }
  return fine(about, config.publicUrl);
}
