import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser } from '../../src/features/users/index.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { expectAccessible, expectFits, useBrowser } from '../harness/browser.ts';
import { DESK, type House, openHouse } from '../harness/house.ts';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const LONG = 'Wilhelmina Adriana Cornelia Johanna van Oldenbarnevelt-Schimmelpenninck van der Oye tot Westerholt';
const browser = useBrowser();

describe('the admin panel', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse('nl');
    await house.tenant.asSystem(async (scope) => {
      for (let i = 0; i < 60; i++) {
        const lastName = `Jansen ${String(i).padStart(2, '0')}`;
        await createUser(scope, {
          firstName: 'Anna',
          lastName,
          email: `anna${i}@zorggroep.example`,
          department: i % 2 ? 'ICT' : 'Keuken',
          source: 'form',
        });
      }
      await createUser(scope, { firstName: LONG, lastName: '', email: null, userName: 'wilhelmina', source: 'form' });
    });
  });
  afterAll(() => house.close());

  async function open(path: string, locale: Locale, options: BrowserContextOptions = DESK): Promise<Page> {
    return house.open(await browser.context({ ...options, locale, reducedMotion: 'reduce' }), path, { locale });
  }
  const ownName = (page: Page) => page.getByRole('banner').getByRole('button', { name: 'Test owner' });
  const table = (page: Page) => page.getByRole('table').first();

  it.each<[Locale, string]>([
    ['en', 'Users'],
    ['nl', 'Gebruikers'],
    ['de', 'Benutzer'],
  ])('is reached by hovering over the own name (%s)', async (locale, title) => {
    const page = await open('/', locale);
    await ownName(page).hover();
    await page.getByRole('link', { name: 'Admin', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/admin/users');
  });

  it('is reached with the keyboard alone, and Escape closes the menu', async () => {
    const page = await open('/', 'en');
    for (let i = 0; i < 8 && (await ownName(page).getAttribute('aria-expanded')) !== 'true'; i++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    expect(await ownName(page).getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
  });

  it('is reached with a finger', async () => {
    const page = await open('/', 'de', PHONE);
    await ownName(page).tap();
    await page.getByRole('link', { name: 'Admin', exact: true }).tap();
    await page.getByRole('heading', { level: 1, name: 'Benutzer' }).waitFor();
  });

  it('lets nobody in without logging in, and knows afterwards where they wanted to be', async () => {
    const context = await browser.context({ ...DESK, locale: 'nl' });
    const page = await context.newPage();
    await page.goto(`${house.url}/admin/status?q=anna`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const { pathname, searchParams } = new URL(page.url());
    expect([pathname, searchParams.get('next')]).toEqual(['/login', '/admin/status?q=anna']);
  });

  it('finds while one types, and everything that is looked at stands in the address', async () => {
    const page = await open('/admin/users', 'en');
    await page.getByRole('searchbox', { name: 'Name, address or number' }).fill('jansen 07');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('jansen 07');
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.getByRole('link', { name: 'Anna Jansen 07' }).click();
    const panel = page.getByRole('dialog', { name: 'Anna Jansen 07' });
    await panel.getByText('Basic information').waitFor();
    await expectAccessible(page);
    await page.goBack();
    await panel.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).searchParams.get('q')).toBe('jansen 07');
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(40);
  });

  it('says when nobody fits, and clears what kept them out', async () => {
    const page = await open('/admin/users?q=nobody%20at%20all', 'nl');
    await page.getByRole('heading', { name: 'Niemand past' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Filters wissen' }).click();
    await table(page).waitFor();
  });

  it('chooses a range with Shift, all that match, and nothing again with Escape', async () => {
    const page = await open('/admin/users?q=jansen', 'en');
    const box = (name: string) => page.getByRole('checkbox', { name, exact: true });
    await box('Anna Jansen 01').check();
    await box('Anna Jansen 04').click({ modifiers: ['Shift'] });
    const bar = page.getByRole('region', { name: 'What to do with the chosen' });
    await bar.getByText('4 chosen').waitFor();
    await bar.getByRole('button', { name: 'Choose all 60' }).click();
    await bar.getByText('60 chosen').waitFor();
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'hidden' });
  });

  it('turns the page, and Back turns it back', async () => {
    const page = await open('/admin/users', 'en');
    const first = await table(page).getByRole('row').nth(1).innerText();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.has('cursor')).toBe(true);
    await expect.poll(() => table(page).getByRole('row').nth(1).innerText()).not.toBe(first);
    await page.goBack();
    await expect.poll(() => table(page).getByRole('row').nth(1).innerText()).toBe(first);
  });

  it.each([
    ['/', 'nl'],
    ['/admin/users?q=wilhelmina', 'de'],
    ['/admin/status?station=added&q=jansen%201', 'nl'],
    ['/admin/audit', 'de'],
    ['/admin/keys', 'en'],
    ['/admin/settings', 'de'],
    ['/nowhere', 'nl'],
  ] as const)('%s keeps nobody out, on a phone and on a desk (%s)', async (path, locale) => {
    for (const size of [PHONE, DESK]) {
      const page = await open(path, locale, size);
      await page.waitForLoadState('networkidle');
      await expectFits(page);
      await expectAccessible(page);
    }
  });
});
