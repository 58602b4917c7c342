import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMembers, createGroup } from '../../src/features/groups/index.ts';
import type { GroupId, UserId } from '../../src/kernel/ids.ts';
import { sees, useBrowser } from '../harness/browser.ts';
import { DESK, type House, openHouse } from '../harness/house.ts';
import { keyboardOf } from '../harness/keyboard.ts';
import { ARTICLE, fill } from './article-labels.ts';

const browser = useBrowser();
const t = ARTICLE.en;
interface Person {
  id: string;
  status: string;
  role: string;
  facts: { silentSince: string | null; welcomeOn: string | null };
}

describe('without a mouse', () => {
  let house: House;
  let page: Page;
  let hand: ReturnType<typeof keyboardOf>;
  let noor: UserId;
  let device: string;

  beforeAll(async () => {
    house = await openHouse('en');
    noor = await house.add('Noor', 'Willems');
    await house.tenant.as('owner', async (scope) => {
      const { group } = await createGroup(scope, { name: 'Kitchen', description: '' });
      await addMembers(scope, group.id as GroupId, [noor], false);
    });
    device = await house.letIn(noor);
    page = await house.open(await browser.context({ ...DESK, locale: 'en' }), '/');
    hand = keyboardOf(page);
  });
  afterAll(() => house.close());

  const find = async (q: string) => (await house.ask<{ items: Person[] }>(`/users?q=${q}&blocked=true`)).body.items[0];
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const toUsers = async () => {
    await page.goto(house.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await hand.to(page.getByRole('button', { name: 'Test owner' }));
    await hand.press(page.getByRole('link', { name: t.admin, exact: true }));
    await heading(t.users);
  };
  const toForm = async (first: string, last: string) => {
    await toUsers();
    await hand.press(page.getByRole('link', { name: t.createNewUser, exact: true }));
    await heading(t.createNewUser);
    await hand.type(page.getByLabel(t.firstName, { exact: true }), first);
    await hand.type(page.getByLabel(t.lastName, { exact: true }), last);
    await hand.type(page.getByLabel(t.email, { exact: true }), `${first}@zorggroep.example`.toLowerCase());
  };
  const create = async (name: string) => {
    await hand.press(button(t.create));
    await heading(t.users);
    await sees(page, fill(t.created, name));
  };

  describe('article 001', () => {
    it('somebody is created with permissions and a group', async () => {
      await toForm('Sanne', 'Vermeulen');
      await hand.to(page.getByRole('radio', { checked: true }).first());
      for (let n = 0; n < 6 && !(await page.getByRole('radio', { name: t.contentManager }).isChecked()); n++)
        await hand.key('ArrowDown');
      const named = { name: t.chooseGroup };
      await hand.to(page.getByRole('textbox', named).or(page.getByRole('combobox', named)));
      await hand.key('ArrowDown');
      await page.getByRole('option', { name: 'Kitchen' }).waitFor();
      for (const key of ['ArrowDown', 'Enter', 'Escape']) await hand.key(key);
      await create('Sanne Vermeulen');
      const sanne = await find('sanne');
      expect(sanne).toMatchObject({ role: 'content_manager', status: 'invited' });
      const { body } = await house.ask<{ groups: { name: string }[] }>(`/users/${sanne!.id}/groups`);
      expect(body.groups.map((group) => group.name)).toEqual(['Kitchen']);
    });

    it('without a notice, and then welcomed from the profile', async () => {
      await toForm('Daan', 'Kok');
      await hand.press(page.getByLabel(t.doNotNotify), 'Space');
      await create('Daan Kok');
      expect((await find('daan'))?.facts.silentSince).not.toBeNull();
      await hand.press(button('Edit Daan Kok'));
      await page.getByRole('dialog', { name: 'Daan Kok' }).waitFor();
      await hand.press(button(t.sendingWelcome));
      const ask = page.getByRole('dialog', { name: /Daan Kok/ }).last();
      await hand.press(ask.getByRole('button', { name: t.sendingWelcome, exact: true }));
      await expect.poll(async () => (await find('daan'))?.status).toBe('invited');
    });

    it('on the first working day', async () => {
      await toForm('Fleur', 'Smit');
      await hand.to(page.getByRole('radio', { name: 'Right away' }));
      await hand.key('ArrowDown');
      await hand.type(page.getByLabel(t.day, { exact: true }), '03022099');
      await create('Fleur Smit');
      expect((await find('fleur'))?.facts.welcomeOn).toBe('2099-03-02');
    });
  });

  describe('article 002', () => {
    /** The three dots under Actions, then an act in the panel, then OK. */
    const act = async (label: string) => {
      await hand.press(button('Actions for Noor Willems'));
      await page.getByRole('dialog', { name: 'Noor Willems' }).waitFor();
      await hand.press(button(label));
      await hand.press(button(t.ok));
      await button(t.ok).waitFor({ state: 'detached' });
    };

    it('log out from all devices, reset the password', async () => {
      await toUsers();
      await act(t.logOutEverywhere);
      expect((await house.ask('/session', device)).status).toBe(401);
      await hand.key('Escape');
      await page.getByRole('dialog', { name: 'Noor Willems' }).waitFor({ state: 'detached' });
      await act(t.resetPassword);
      await sees(page, 'A mail to set a new password is on its way to Noor Willems.');
    });

    it('deactivate, show blocked users, restore', async () => {
      await toUsers();
      await act(t.deactivateUser);
      expect((await find('noor'))?.status).toBe('deactivated');
      await toUsers();
      await hand.press(page.getByLabel(t.showBlocked), 'Space');
      await sees(page.getByRole('table'), 'Noor Willems');
      await act(t.restoreUser);
      await expect.poll(async () => (await find('noor'))?.status).toBe('active');
    });
  });
});
