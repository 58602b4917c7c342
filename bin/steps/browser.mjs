import { existsSync } from 'node:fs';
import { at, programs } from './root.mjs';
import { run, runNode } from './run.mjs';
import { bad, doing, good } from './say.mjs';

const known = () =>
  [process.env.WELKOM_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  );

async function own() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

/** The browser the tests drive: one that is there, else Debian's, else Playwright's own download. Null when none can be had. */
export async function browser() {
  const present = known() ?? (await own());
  if (present) return present;
  doing('Getting a browser for the tests (once)');
  const quiet = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (existsSync('/usr/bin/apt-get') && (asRoot.length === 0 || (await run('sudo', ['-n', 'true'], quiet)).ok)) {
    const apt = (...args) => run([...asRoot, 'apt-get'][0], [...[...asRoot, 'apt-get'].slice(1), ...args], quiet);
    await apt('update', '-qq');
    await apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
    if (known()) {
      good('Chromium installed');
      return known();
    }
  }
  const { output } = await runNode(programs.playwright, ['install', 'chromium-headless-shell', 'chromium'], {
    quiet: true,
    cwd: at(),
  });
  const path = await own();
  if (path) good('Chromium downloaded');
  else
    bad(
      `No browser could be had for the tests. Install Chromium, or set WELKOM_CHROMIUM to one.\n${output.trim().split('\n').slice(-3).join('\n')}`,
    );
  return path ?? null;
}
