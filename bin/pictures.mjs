// `node bin/pictures.mjs`: makes docs/pictures anew from a real start with sample people, in light and dark, wide and narrow.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { at, root } from './steps/root.mjs';

const port = 4790;
const url = `http://127.0.0.1:${port}`;
const owner = {
  firstName: 'Børje',
  lastName: 'van der Østerhof',
  email: 'borje@zorggroep.example',
  password: 'paraplu fietsbel oktopus',
};
const PAGES = [
  ['users', '/admin/users'],
  ['welcome', '/admin/welcome'],
  ['status', '/admin/status'],
  ['import', '/admin/imports'],
  ['home', '/'],
];
const SIZES = [
  ['', { width: 1440, height: 900 }],
  ['-phone', { width: 390, height: 844 }],
];

const dataDir = mkdtempSync(join(tmpdir(), 'welkom-pictures-'));
const server = spawn(process.execPath, [at('bin/start.mjs')], {
  cwd: root,
  env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', WELKOM_DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let printed = '';
server.stdout.on('data', (chunk) => {
  printed += chunk;
});
try {
  await until(() => /setup#([\w-]+)/.test(printed));
  const code = /setup#([\w-]+)/.exec(printed)[1];
  const made = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({
      code,
      tenantName: 'Zorggroep Voorbeeld',
      locale: 'en',
      publicUrl: url,
      openTracking: false,
      sample: true,
      ...owner,
    }),
  });
  const cookies = made.headers.getSetCookie().map((line) => {
    const pair = line.split(';')[0];
    return { name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url };
  });
  mkdirSync(at('docs/pictures'), { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.WELKOM_CHROMIUM ?? '/usr/bin/chromium',
    args: '--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run'.split(
      ' ',
    ),
  });
  for (const scheme of ['light', 'dark']) {
    for (const [suffix, viewport] of SIZES) {
      const context = await browser.newContext({ viewport, colorScheme: scheme, locale: 'en', reducedMotion: 'reduce' });
      await context.addCookies(cookies);
      const page = await context.newPage();
      for (const [name, path] of PAGES) await picture(page, `${name}${suffix}-${scheme}`, path);
      if (suffix) {
        await page.goto(`${url}/mailbox`);
        const link = await activationLink(context);
        await context.clearCookies();
        await picture(page, `activate${suffix}-${scheme}`, link);
      }
      await context.close();
    }
  }
  await browser.close();
} finally {
  server.kill('SIGINT');
  await new Promise((resolve) => server.once('exit', resolve));
  rmSync(dataDir, { recursive: true, force: true });
}

async function picture(page, name, path) {
  await page.goto(path.startsWith('http') ? path : url + path, { waitUntil: 'networkidle' });
  await page.waitForTimeout(1500);
  await page.screenshot({ path: at('docs/pictures', `${name}.png`) });
  console.log(name);
}

/** The link in the newest kept mail, as its reader would click it. */
async function activationLink(context) {
  const list = await (await context.request.get(`${url}/api/v1/mailbox`)).json();
  for (const { id } of list.items ?? list.mails) {
    const text = await (await context.request.get(`${url}/api/v1/mailbox/${id}`)).text();
    const link = /https?:[^\s"\\]+\/activate\/[^\s"\\<]+/.exec(text)?.[0];
    if (link) return link;
  }
  throw new Error('No mail with a link was found.');
}

async function until(done) {
  for (let tries = 0; tries < 600 && !done(); tries++) await new Promise((resolve) => setTimeout(resolve, 500));
  if (!done()) throw new Error('Welkom did not start.');
}
