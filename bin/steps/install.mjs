import { existsSync, readFileSync } from 'node:fs';
import { at } from './root.mjs';
import { run } from './run.mjs';
import { doing, giveUp, good } from './say.mjs';

const packagesIn = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
};

/** Whether node_modules holds what package-lock.json says. npm notes what it laid down in node_modules/.package-lock.json. */
export function isInstalled() {
  const wanted = packagesIn(at('package-lock.json'));
  const present = packagesIn(at('node_modules/.package-lock.json'));
  if (!wanted || !present) return false;
  const same = (name) => present[name].version === wanted[name]?.version && present[name].integrity === wanted[name]?.integrity;
  return (
    Object.keys(present).every(same) &&
    Object.keys(wanted).every((name) => name === '' || name in present || wanted[name].optional || wanted[name].peer)
  );
}

/** `npm ci`, only when it is needed. */
export async function install() {
  if (isInstalled()) return;
  doing('Installing the packages (once, a minute or two)');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // As root, npm would otherwise run as the owner of the folder; the environment of `npm start` must not reach it either.
  const env = { NODE_ENV: 'development', npm_config_production: '', npm_config_omit: '' };
  const { ok, output, seconds } =
    npm && existsSync(npm) && npm.endsWith('.js')
      ? await run(process.execPath, [npm, ...args], { quiet: true, env })
      : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { quiet: true, env });
  if (!ok) giveUp(`The packages could not be installed. npm says:\n${output.trim()}`);
  good(`Packages installed (${seconds.toFixed(0)} s)`);
}
