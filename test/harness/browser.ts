import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { serve } from '@hono/node-server';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { makeIdentify } from '../../src/features/sessions/index.ts';
import { makeHttp } from '../../src/main/http.ts';
import type { App } from '../../src/platform/scope.ts';

const FLAGS =
  '--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run --disable-quic';

/** A real browser for a test file; every context fails the test when a page says something on its console. */
export function useBrowser(): { context(options?: BrowserContextOptions): Promise<BrowserContext> } {
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  const said: string[] = [];
  beforeAll(async () => {
    const executablePath =
      process.env.WELKOM_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
    browser = await chromium.launch({ args: FLAGS.split(' '), ...(executablePath && { executablePath }) });
  });
  afterAll(async () => {
    await browser?.close();
    expect(said, 'no page complains').toEqual([]);
  });
  return {
    async context(options = {}) {
      const context = await browser!.newContext(options);
      contexts.push(context);
      context.on('page', (page) => {
        page.on('pageerror', (error) => said.push(`${page.url()} ${error.message}`));
        page.on('console', (message) => {
          // The browser itself reports every refusal of the server, also the expected ones.
          if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
            said.push(`${page.url()} ${message.text()}`);
        });
      });
      return context;
    },
  };
}

/** The application behind a real socket, on a free port; `app` must have been made with that PUBLIC_URL or none. */
export async function listen(app: App): Promise<{ url: string; close(): Promise<void> }> {
  const hono = makeHttp(app, makeIdentify(), { notReady: async () => null });
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const listening = serve({ fetch: hono.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(listening));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** Colours change over a few frames, one level of the page after the other, even where nothing moves. */
const SETTLED = `(async () => {
  for (let frame = 0, quiet = 0; quiet < 4 && frame < 60; frame++, quiet = document.getAnimations().length === 0 ? quiet + 1 : 0) await new Promise(requestAnimationFrame);
})()`;

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Nothing that keeps people out, as far as a machine can tell; in the dark only what the dark can change. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(SETTLED);
    // Legacy: it stays out of frames. Those that show mails forbid every script, and so axe's.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe.withTags(WCAG)).analyze();
    expect(
      violations.map(
        ({ id, nodes }) =>
          `${page.url()} ${colorScheme} ${id}: ${nodes.map((node) => `${node.html} ${node.any[0]?.message ?? ''}`).join(' ')}`,
      ),
    ).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Waits for words wherever they stand first: what a message says in passing may stand on the page as well. */
export async function sees(
  scope: Page | Locator,
  words: string | RegExp,
  { exact = false, timeout }: { exact?: boolean; timeout?: number } = {},
): Promise<void> {
  const wanted = scope.getByText(words, { exact }).filter({ visible: true }).first();
  await wanted.waitFor({ ...(timeout && { timeout }) });
}

/** No sideways scrolling, at whatever width the page has. */
export async function expectFits(page: Page): Promise<void> {
  const wide = (await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')) as boolean;
  expect(wide, `${page.url()} is wider than the window`).toBe(false);
}
