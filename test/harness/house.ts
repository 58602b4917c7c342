import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { createUser } from '../../src/features/users/index.ts';
import type { UserId } from '../../src/kernel/ids.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { startWork } from '../../src/main/work.ts';
import { makeTestApp, makeTestTenant, type TestApp, type TestTenant } from './app.ts';
import { listen } from './browser.ts';
import { letIn } from './let-in.ts';

/** The whole product behind a real socket, its jobs and mails working, with an owner who is in. */
export interface House {
  app: TestApp;
  url: string;
  tenant: TestTenant;
  /** Lets somebody in with a password, and gives the cookie of their device. */
  letIn(id: UserId): Promise<string>;
  /** Somebody by first and last name, with an address under `.example`. */
  add(firstName: string, lastName: string): Promise<UserId>;
  /** A page in the browser of whoever has this cookie, the owner's without one; in the house's language, or the one chosen there. */
  open(context: BrowserContext, path: string, as?: { cookie?: string; locale?: Locale }): Promise<Page>;
  /** What the API answers the owner. */
  ask<T>(path: string, cookie?: string): Promise<{ status: number; body: T }>;
  close(): Promise<void>;
}

export const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' };

/** `now`: the instant it is in the house when it opens; else the real one. */
export async function openHouse(locale: Locale, options: { now?: string } = {}): Promise<House> {
  const app = await makeTestApp({ PUBLIC_URL: '' });
  if (options.now) app.clock.shift = Date.parse(options.now) - Date.now();
  const server = await listen(app);
  const work = await startWork(app);
  const tenant = await makeTestTenant(app, { locale, name: 'Zorggroep Voorbeeld' });
  const owner = await letIn(app, tenant, server.url, tenant.owner);
  return {
    app,
    url: server.url,
    tenant,
    letIn: (id) => letIn(app, tenant, server.url, id),
    add: (firstName, lastName) =>
      tenant.asSystem((scope) =>
        createUser(scope, {
          firstName,
          lastName,
          email: `${firstName}.${lastName}@zorggroep.example`.toLowerCase().replaceAll(' ', ''),
          source: 'form',
        }),
      ),
    async open(context, path, { cookie = owner, locale: chosen } = {}) {
      const at = cookie.indexOf('=');
      await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: server.url }]);
      const page = await context.newPage();
      if (chosen) await page.addInitScript(`localStorage.setItem('welkom.locale', '${chosen}')`);
      await page.goto(server.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      return page;
    },
    async ask<T>(path: string, cookie = owner) {
      const answer = await fetch(`${server.url}/api/v1${path}`, { headers: { cookie } });
      return { status: answer.status, body: (await answer.json()) as T };
    },
    async close() {
      await work.stop();
      await server.close();
      await app.end();
    },
  };
}
