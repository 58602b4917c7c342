import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMembers, createGroup } from '../../src/features/groups/index.ts';
import type { GroupId, UserId } from '../../src/kernel/ids.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { expectAccessible, expectFits, sees, useBrowser } from '../harness/browser.ts';
import { DESK, type House, openHouse } from '../harness/house.ts';
import { ARTICLE, fill } from './article-labels.ts';

const browser = useBrowser();
const NAME = 'Noor Willems';
interface Found {
  items: { id: string; status: string }[];
}

/** "Manage the access of users", step by step: as it is written in English, then with the labels of the other languages. */
describe.each<Locale>(['en', 'nl', 'de'])('article 002 (%s)', (locale) => {
  const t = ARTICLE[locale];
  let house: House;
  let page: Page;
  let noor: UserId;
  let device: string;

  beforeAll(async () => {
    house = await openHouse(locale);
    noor = await house.add('Noor', 'Willems');
    for (const name of ['Aart', 'Bram', 'Cas']) await house.add(name, 'Anders');
    await house.tenant.as('owner', async (scope) => {
      const made = await createGroup(scope, { name: 'Keuken', description: '' });
      await addMembers(scope, made.group.id as GroupId, [noor], false);
    });
    device = await house.letIn(noor);
    page = await house.open(await browser.context({ ...DESK, locale }), '/');
  });
  afterAll(() => house.close());

  const status = async () => (await house.ask<{ status: string }>(`/users/${noor}`)).body.status;
  const deviceAnswers = async () => (await house.ask('/session', device)).status;
  const toOverview = async () => {
    await page.goto(house.url);
    await page.getByRole('button', { name: 'Test owner' }).hover();
    await page.getByRole('link', { name: t.admin, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: t.users }).waitFor();
  };
  /** "Find the user and click on the three dots under Actions on the right side." */
  const threeDots = async () => {
    await page.getByRole('columnheader', { name: t.actions }).waitFor();
    await page.getByRole('button', { name: fill(t.actionsFor, NAME) }).click();
    const panel = page.getByRole('dialog', { name: NAME });
    await sees(panel, 'noor.willems@zorggroep.example');
    await sees(panel, t.permissions, { exact: true });
    return panel;
  };
  const confirm = async () => {
    await page.getByRole('button', { name: t.ok, exact: true }).click();
    await page.getByRole('button', { name: t.ok, exact: true }).waitFor({ state: 'detached' });
  };

  it('adding a single user', async () => {
    await toOverview();
    await page.getByRole('link', { name: t.createNewUser, exact: true }).click();
    await page.getByLabel(t.firstName, { exact: true }).fill('Pim');
    await page.getByLabel(t.lastName, { exact: true }).fill('de Boer');
    await page.getByLabel(t.email, { exact: true }).fill('pim@zorggroep.example');
    await page.getByRole('radio', { name: t.contentManager }).check();
    await page.getByRole('button', { name: t.create, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: t.users }).waitFor();
    await sees(page, fill(t.created, 'Pim de Boer'));
  });

  it('logging out from all devices: the account stays active', async () => {
    expect(await deviceAnswers()).toBe(200);
    await toOverview();
    const panel = await threeDots();
    await expectAccessible(page);
    await panel.getByRole('button', { name: t.logOutEverywhere, exact: true }).click();
    await confirm();
    expect(await deviceAnswers()).toBe(401);
    expect(await status()).toBe('active');
  });

  it('resetting the password: a mail with a link to set a new one', async () => {
    await toOverview();
    const panel = await threeDots();
    await panel.getByRole('button', { name: t.resetPassword, exact: true }).click();
    await confirm();
    const mails = async () =>
      (await house.ask<{ items: { id: string; kind: string }[] }>('/mailbox')).body.items.filter((mail) => mail.kind === 'reset');
    await expect.poll(mails).toHaveLength(1);
    const { body } = await house.ask<{ html: string }>(`/mailbox/${(await mails())[0]!.id}`);
    expect(body.html).toContain('/reset/');
  });

  it('deactivating: out at once, and gone from the overview', async () => {
    await toOverview();
    const panel = await threeDots();
    await panel.getByRole('button', { name: t.deactivateUser, exact: true }).click();
    await page.getByRole('button', { name: t.ok, exact: true }).waitFor();
    await expectFits(page);
    await expectAccessible(page);
    await confirm();
    expect(await status()).toBe('deactivated');
    await page.goto(`${house.url}/admin/users`);
    await sees(page.getByRole('table'), 'Aart Anders');
    expect(await page.getByRole('table').getByText(NAME).count()).toBe(0);
  });

  it('restoring: Show blocked users in the filters, then the same way; the groups are back', async () => {
    await toOverview();
    await page.getByLabel(t.showBlocked).check();
    await sees(page.getByRole('table'), NAME);
    const panel = await threeDots();
    await panel.getByRole('button', { name: t.restoreUser, exact: true }).click();
    await confirm();
    expect(await status()).not.toBe('deactivated');
    const groups = await house.ask<{ groups: { name: string }[] }>(`/users/${noor}/groups`);
    expect(groups.body.groups.map((group) => group.name)).toEqual(['Keuken']);
    expect(await deviceAnswers(), 'no old device lives again').toBe(401);
  });

  it('many at once: first whom it reaches and whom not, then it happens', async () => {
    await toOverview();
    for (const name of ['Aart Anders', 'Bram Anders', 'Test owner']) await page.getByRole('checkbox', { name }).check();
    await page.getByRole('button', { name: t.deactivateUser, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: t.ok, exact: true, disabled: false }).waitFor();
    const reason = dialog.locator('details');
    await reason.locator('summary').click();
    await sees(reason, 'Test owner');
    await expectAccessible(page);
    await confirm();
    await page.waitForURL(/[?&]act=/);
    await sees(page.getByRole('dialog'), /2/);
    const left = await house.ask<Found>('/users?q=anders');
    await expect.poll(async () => (await house.ask<Found>('/users?q=anders')).body.items.length).toBe(1);
    expect(left.status).toBe(200);
  });
});
