import { readFile } from 'node:fs/promises';
import type { BrowserContextOptions, Page } from 'playwright-core';
import readWorkbook from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMembers, createGroup } from '../../src/features/groups/index.ts';
import { changeUser, createUser, findUser } from '../../src/features/users/index.ts';
import type { GroupId, UserId } from '../../src/kernel/ids.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { expectAccessible, expectFits, sees, useBrowser } from '../harness/browser.ts';
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
    const { items } = (await house.ask<{ items: { id: string }[] }>('/users?q=jansen&limit=60')).body;
    await house.tenant.asSystem(async (scope) => {
      const add = async (name: string, members: number[]) => {
        const { group } = await createGroup(scope, { name, description: '' });
        const ids = members.map((at) => items[at]!.id as UserId);
        await addMembers(scope, group.id as GroupId, ids, false);
      };
      await add('Koor', [1, 2, 3]);
      await add('Nachtdienst', [3, 4]);
      await add('Werkgroep duurzame inzetbaarheid en vitaliteit', [3]);
      for (const at of [1, 2, 3, 4]) {
        const { id, version } = (await findUser(scope.tx, items[at]!.id as UserId))!;
        await changeUser(scope, id as UserId, { version, startDate: `2026-0${at}-15` });
      }
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
    await sees(panel, 'Basic information');
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
    await page.getByRole('button', { name: 'Toon geblokkeerde gebruikers' }).click();
    await page.waitForURL(/[?&]blocked/);
    await page.getByRole('button', { name: 'Toon geblokkeerde gebruikers' }).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Filters wissen' }).click();
    await table(page).waitFor();
  });

  it('shows on a phone whom one looked for, without a way to scroll', async () => {
    const page = await open('/admin/users?q=anna%20jansen%2001', 'de', PHONE);
    const found = page.getByRole('link', { name: 'Anna Jansen 01' });
    await found.waitFor();
    expect((await found.boundingBox())!.y).toBeLessThan(PHONE.viewport.height);
  });

  it('shows on a phone the whole of a long name', async () => {
    const page = await open('/admin/users?q=wilhelmina', 'nl', PHONE);
    const name = page.getByRole('link', { name: LONG });
    await name.waitFor();
    expect(
      await page.evaluate('(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)(document.querySelector("tbody a"))'),
    ).toBe(false);
    await expectFits(page);
  });

  it('keeps the focus near what was taken off, and takes no more text than can be looked for', async () => {
    const page = await open('/admin/users?kind=internal&source=form&q=jansen', 'en');
    const focused = () => page.evaluate('document.activeElement.innerText || document.activeElement.getAttribute("aria-label")');
    const press = (name: string) => page.getByRole('button', { name, exact: true }).press('Enter');
    await press('Take off Kind');
    await expect.poll(() => new URL(page.url()).searchParams.has('kind')).toBe(false);
    expect(await focused()).toBe('Kind');
    await press('Take off Source');
    await expect.poll(() => new URL(page.url()).searchParams.has('source')).toBe(false);
    expect(await focused()).toBe('+ Filter');
    await press('Clear the search');
    await expect.poll(() => new URL(page.url()).searchParams.has('q')).toBe(false);
    expect(await focused()).toBe('Name, address or number');
    await page.keyboard.insertText('x'.repeat(1000));
    await page.getByRole('heading', { name: 'Nobody fits' }).waitFor();
    await press('Clear filters');
    await table(page).getByRole('link').first().waitFor();
    expect(await focused()).toBe('Status');
    await press('+ Filter');
    await page.getByRole('menuitem', { name: 'Language' }).press('Enter');
    await page.getByRole('dialog', { name: 'Language' }).locator(':focus').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Language', exact: true }).first().waitFor({ state: 'detached' });
    expect(await focused()).toBe('+ Filter');
  });

  it('chooses a range with Shift, all that match, and nothing again with Escape', async () => {
    const page = await open('/admin/users?q=jansen', 'en');
    const box = (name: string) => page.getByRole('checkbox', { name, exact: true });
    await box('Anna Jansen 01').check();
    await box('Anna Jansen 04').click({ modifiers: ['Shift'] });
    const bar = page.getByRole('region', { name: 'What to do with the chosen' });
    await sees(bar, '4 chosen');
    await bar.getByRole('button', { name: 'Choose all 60' }).click();
    await sees(bar, '60 chosen');
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'hidden' });
  });

  it('turns the page, and Back turns it back', async () => {
    const page = await open('/admin/users', 'en');
    // What stands there before the people come is no row of theirs.
    await table(page).getByRole('link').first().waitFor();
    const first = await table(page).getByRole('row').nth(1).innerText();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.has('cursor')).toBe(true);
    await expect.poll(() => table(page).getByRole('row').nth(1).innerText()).not.toBe(first);
    await page.goBack();
    await expect.poll(() => table(page).getByRole('row').nth(1).innerText()).toBe(first);
  });

  const names = (page: Page) => table(page).locator('tbody').getByRole('link').allInnerTexts();
  const anna = (...numbers: number[]) => numbers.map((number) => `Anna Jansen 0${number}`);
  const pick = async (page: Page, chip: string, ...values: string[]) => {
    await page.getByRole('button', { name: chip, exact: true }).click();
    for (const value of values) await page.getByRole('dialog', { name: chip }).getByText(value, { exact: true }).click();
    await page.keyboard.press('Escape');
  };
  const menu = (page: Page, button: string | RegExp, item: string) =>
    page
      .getByRole('button', { name: button })
      .click()
      .then(() => page.getByRole('menuitem', { name: item }).click());

  it('narrows by groups and by first days, shows both, and whoever gets the address sees the same', async () => {
    const page = await open('/admin/users', 'en');
    await pick(page, 'Group', 'Koor', 'Nachtdienst');
    await expect.poll(() => names(page)).toEqual(anna(1, 2, 3, 4));
    await table(page).getByRole('row').nth(3).getByText('+1', { exact: true }).waitFor();
    await page.getByRole('button', { name: '+ Filter' }).click();
    await page.getByRole('menuitem', { name: 'First day' }).click();
    const days = page.getByRole('dialog', { name: 'First day' });
    await days.getByLabel('From').fill('2026-02-01');
    await days.getByLabel('Until').fill('2026-03-15');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect.poll(() => names(page)).toEqual(anna(2, 3));
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('dialog', { name: 'Columns' }).getByText('First day').click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'First day', exact: true }).click();
    await page.getByRole('button', { name: 'First day', exact: true }).click();
    await expect.poll(() => names(page)).toEqual(anna(3, 2));
    await expectAccessible(page);
    const address = new URL(page.url());
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      startFrom: '2026-02-01',
      startUntil: '2026-03-15',
      sort: '-start',
      columns: expect.stringContaining('startDate'),
      groupId: expect.stringMatching(/^[0-9a-f-]{36},[0-9a-f-]{36}$/),
    });
    const other = await open(address.pathname + address.search, 'de');
    await expect.poll(() => names(other)).toEqual(anna(3, 2));
    await other.getByRole('columnheader', { name: 'Erster Arbeitstag' }).waitFor();
    await sees(other, '15.03.2026', { exact: true });
    await other.getByRole('button', { name: 'Gruppe: Koor, Nachtdienst' }).waitFor();
    await other.getByRole('button', { name: 'Filter zurücksetzen' }).first().click();
    await expect.poll(async () => (await names(other)).length).toBe(50);
  });

  it('keeps a view under a name: there after a reload, for others once it is shared, by its address; changed, taken back', async () => {
    const page = await open('/admin/users?status=not_invited&sort=-name', 'en');
    await pick(page, 'Group', 'Nachtdienst');
    await expect.poll(() => names(page)).toEqual(anna(4, 3));
    await menu(page, 'Views', 'Save as a view…');
    const dialog = page.getByRole('dialog', { name: 'Save as a view' });
    await dialog.getByLabel('Name').fill('Night shift, to welcome');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Views: Night shift, to welcome' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Views: Night shift, to welcome' }).click();
    await expectAccessible(page);
    await page.getByRole('menuitem', { name: 'Everybody' }).click();
    await expect.poll(async () => (await names(page)).length).toBe(50);
    await menu(page, 'Views', 'Night shift, to welcome');
    await expect.poll(() => names(page)).toEqual(anna(4, 3));
    const id = new URL(page.url()).searchParams.get('view');

    const admin = await house.letIn(await addAdmin());
    const theirs = await house.open(await browser.context({ ...DESK, locale: 'nl' }), '/admin/users', {
      cookie: admin,
      locale: 'nl',
    });
    await theirs.getByRole('button', { name: 'Weergaven' }).click();
    expect(await theirs.getByRole('menuitem', { name: /Night shift/ }).count()).toBe(0);
    await menu(page, /^Views/, 'Rename or share…');
    await page.getByLabel('Share', { exact: true }).check();
    await page.getByRole('dialog', { name: 'Rename or share' }).getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog', { name: 'Rename or share' }).waitFor({ state: 'hidden' });
    await theirs.goto(`${house.url}/admin/users?view=${id}`);
    await expect.poll(() => names(theirs)).toEqual(anna(4, 3));
    await theirs.getByRole('button', { name: /^Weergaven: Night shift/ }).click();
    await theirs.getByRole('menuitem', { name: 'Night shift, to welcome Test owner' }).waitFor();
    expect(await theirs.getByRole('menuitem', { name: 'Hernoemen of delen…' }).count()).toBe(0);

    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    await expect.poll(() => names(page)).toEqual(anna(3, 4));
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('button', { name: 'Save changes' }).waitFor({ state: 'detached' });
    await menu(page, /^Views/, 'Remove this view');
    await page.getByRole('button', { name: 'Undo' }).click();
    await menu(page, 'Views', 'Night shift, to welcome');
    await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('name');
    await theirs.goto(`${house.url}/admin/users?view=${id!.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`);
    await sees(theirs, 'Deze weergave is er niet meer.');
    expect(new URL(theirs.url()).search).toBe('');
  });
  const addAdmin = () =>
    house.tenant.asSystem((scope) =>
      createUser(scope, { firstName: 'Ada', lastName: 'Admin', email: 'ada@x.example', role: 'admin', source: 'form' }),
    );

  it('takes along as Excel whoever fits, and as CSV whoever is ticked', async () => {
    const page = await open('/admin/users?q=jansen%200&sort=-name', 'en');
    await expect.poll(async () => (await names(page)).length).toBe(10);
    const [workbook] = await Promise.all([page.waitForEvent('download'), menu(page, 'Export', 'Export as Excel')]);
    expect(workbook.suggestedFilename()).toBe('people.xlsx');
    const [sheet] = await readWorkbook(await workbook.path());
    expect(sheet!.data[0]).toEqual(expect.arrayContaining(['Name', 'Email', 'Groups', 'Department', 'Status', 'Last seen']));
    expect(sheet!.data.slice(1).map((row) => row[0])).toEqual(anna(9, 8, 7, 6, 5, 4, 3, 2, 1, 0));

    for (const name of anna(3, 7)) await page.getByRole('checkbox', { name, exact: true }).check();
    const bar = page.getByRole('region', { name: 'What to do with the chosen' });
    await bar.getByRole('button', { name: 'More' }).click();
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Export as CSV' }).click(),
    ]);
    expect(csv.suggestedFilename()).toBe('people.csv');
    const lines = (await readFile(await csv.path(), 'utf8')).trim().split('\r\n');
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(anna(7, 3));
    expect(lines[2]).toContain('"Koor, Nachtdienst, Werkgroep duurzame inzetbaarheid en vitaliteit"');
  });

  it('is worked with the keyboard: / to search, down to whom was found, Enter opens, Escape closes', async () => {
    const page = await open('/admin/users', 'en');
    await expect.poll(async () => (await names(page)).length).toBe(50);
    await page.keyboard.press('/');
    await page.keyboard.type('jansen 1');
    await expect.poll(() => names(page)).toHaveLength(10);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Anna Jansen 11' });
    await panel.waitFor();
    await panel.getByRole('button', { name: 'Deactivate User' }).press('Enter');
    const ask = page.getByRole('dialog', { name: 'Deactivate Anna Jansen 11?' });
    await ask.waitFor();
    await page.keyboard.press('Escape');
    await ask.waitFor({ state: 'detached' });
    expect(await panel.isVisible(), 'Escape closes what lies on top, and nothing under it').toBe(true);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
  });

  it('gives the focus back to the menu that a question came from', async () => {
    const page = await open('/admin/users', 'en');
    const leave = async (button: string, item: string | RegExp) => {
      await page.getByRole('button', { name: button, exact: true }).press('Enter');
      await page.getByRole('menuitem', { name: item }).press('Enter');
      const ask = page.getByRole('dialog');
      await ask.waitFor();
      await page.keyboard.press('Escape');
      await ask.waitFor({ state: 'detached' });
      await expect.poll(() => page.evaluate('document.activeElement.innerText.trim()')).toBe(button);
    };
    await leave('Views', /^Save as a view/);
    await table(page).getByRole('checkbox').nth(1).check();
    await leave('More', 'Log out from all devices');
    await page.getByRole('button', { name: 'More', exact: true }).press('Enter');
    await page.getByRole('menuitem', { name: 'Reset password' }).press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await table(page).getByRole('checkbox', { checked: true }).count()).toBe(1);
  });

  it.each([
    ['/', 'nl'],
    ['/admin/users?q=wilhelmina', 'de'],
    [
      '/admin/users?q=jansen%200&columns=email,kind,department,jobTitle,role,groups,externalId,locale,source,startDate,created,seen,way',
      'nl',
    ],
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
