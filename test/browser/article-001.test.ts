import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup } from '../../src/features/groups/index.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { expectAccessible, expectFits, sees, useBrowser } from '../harness/browser.ts';
import { DESK, type House, openHouse } from '../harness/house.ts';
import { ARTICLE, fill } from './article-labels.ts';

const browser = useBrowser();
interface Found {
  items: { id: string; name: string; role: string; status: string; facts: Record<string, string | null> }[];
}
interface Kept {
  items: { id: string; kind: string; to: { address: string } }[];
}

/** The article on adding users, step by step: as it is written in Dutch, then with the labels of the other languages. */
describe.each<Locale>(['nl', 'en', 'de'])('article 001 (%s)', (locale) => {
  const t = ARTICLE[locale];
  let house: House;
  let page: Page;

  beforeAll(async () => {
    house = await openHouse(locale);
    await house.tenant.as('owner', async (scope) => {
      for (const name of ['Keuken', 'Locatie Oost', 'Wijkverpleging']) await createGroup(scope, { name, description: '' });
    });
    page = await house.open(await browser.context({ ...DESK, locale }), '/');
  });
  afterAll(() => house.close());

  const person = async (q: string) => (await house.ask<Found>(`/users?q=${q}`)).body.items;
  const mailsTo = async (address: string) =>
    (await house.ask<Kept>('/mailbox')).body.items.filter((mail) => mail.to.address === address);
  const fillIn = async (first: string, last: string, address: string) => {
    await page.getByLabel(t.firstName, { exact: true }).fill(first);
    await page.getByLabel(t.lastName, { exact: true }).fill(last);
    await page.getByLabel(t.email, { exact: true }).fill(address);
  };
  const toForm = async () => {
    await page.goto(`${house.url}/admin/users`);
    await page.getByRole('link', { name: t.createNewUser, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: t.createNewUser }).waitFor();
  };

  it('1: the Admin part opens with Users, a list of everybody', async () => {
    await page.getByRole('button', { name: 'Test owner' }).hover();
    await page.getByRole('link', { name: t.admin, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: t.users }).waitFor();
    await sees(page.getByRole('table'), 'Test owner');
  });

  it('2: top right stands the button; many people are pointed to the import', async () => {
    const button = page.getByRole('link', { name: t.createNewUser, exact: true });
    const place = await button.boundingBox();
    expect(place!.x).toBeGreaterThan(720);
    expect(place!.y).toBeLessThan(250);
    await button.click();
    await page.getByRole('heading', { level: 1, name: t.createNewUser }).waitFor();
    await page.getByRole('link', { name: t.importWords }).waitFor();
    await expectFits(page);
    await expectAccessible(page);
  });

  it('3 and 4: details, permissions, a group; back on the overview with the confirmation, and a mail with the link', async () => {
    await fillIn('Sanne', 'Vermeulen', 'sanne@zorggroep.example');
    await page.getByRole('radio', { name: t.contentManager }).check();
    expect(await page.getByLabel(t.doNotNotify).isChecked(), 'by default the person is told').toBe(false);
    await page.getByLabel(t.chooseGroup).first().click();
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['Keuken', 'Locatie Oost', 'Wijkverpleging']);
    await page.getByRole('option', { name: 'Keuken' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: t.create, exact: true }).dblclick();
    await page.waitForURL(`${house.url}/admin/users`);
    await sees(page, fill(t.created, 'Sanne Vermeulen'));
    const [found, ...others] = await person('sanne');
    expect(others, 'a double click makes one').toEqual([]);
    expect(found).toMatchObject({ name: 'Sanne Vermeulen', role: 'content_manager', status: 'invited' });
    const groups = await house.ask<{ groups: { name: string }[] }>(`/users/${found!.id}/groups`);
    expect(groups.body.groups.map((group) => group.name)).toEqual(['Keuken']);
    await expect.poll(() => mailsTo('sanne@zorggroep.example')).toHaveLength(1);
    const [mail] = await mailsTo('sanne@zorggroep.example');
    const { body } = await house.ask<{ html: string }>(`/mailbox/${mail!.id}`);
    expect(body.html).toContain('/activate/');
  });

  it('not told yet: nothing goes out, until the welcome e-mail is sent by hand from the profile', async () => {
    await toForm();
    await fillIn('Daan', 'Kok', 'daan@zorggroep.example');
    await page.getByLabel(t.doNotNotify).check();
    await page.getByRole('button', { name: t.create, exact: true }).click();
    await sees(page, fill(t.created, 'Daan Kok'));
    const [daan] = await person('daan');
    expect(daan).toMatchObject({ status: 'not_invited', facts: { silentSince: expect.any(String) } });
    expect(await mailsTo('daan@zorggroep.example')).toEqual([]);
    await page.goto(`${house.url}/admin/users/${daan!.id}`);
    await page.getByRole('button', { name: t.sendingWelcome, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: t.sendingWelcome, exact: true }).click();
    await expect.poll(() => mailsTo('daan@zorggroep.example')).toHaveLength(1);
    await expectFits(page);
    await expectAccessible(page);
  });

  it('or on the first working day', async () => {
    await toForm();
    await fillIn('Fleur', 'Smit', 'fleur@zorggroep.example');
    await page.getByLabel(t.onDay, { exact: true }).check();
    await page.getByLabel(t.day, { exact: true }).fill('2099-03-02');
    await page.getByRole('button', { name: t.create, exact: true }).click();
    await sees(page, fill(t.created, 'Fleur Smit'));
    expect((await person('fleur'))[0]).toMatchObject({ status: 'not_invited', facts: { welcomeOn: '2099-03-02' } });
  });

  it('whoever is there already is recognised before saving; unsaved text is not lost by accident', async () => {
    await toForm();
    await fillIn('Sanne', 'Vermeulen', 'SANNE@zorggroep.example');
    const link = page.getByRole('link', { name: 'Sanne Vermeulen' });
    await link.waitFor();
    await link.click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByLabel(t.firstName, { exact: true }).inputValue()).toBe('Sanne');
    await page.getByRole('button', { name: t.create, exact: true }).click();
    // The button stands far below what is wrong.
    await page.locator('input[type=email]:focus').waitFor();
    expect(new URL(page.url()).pathname).toBe('/admin/users/new');
  });
});
