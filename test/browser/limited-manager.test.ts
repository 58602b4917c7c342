import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMembers, createGroup } from '../../src/features/groups/index.ts';
import type { GroupId, UserId } from '../../src/kernel/ids.ts';
import { expectAccessible, expectFits, sees, useBrowser } from '../harness/browser.ts';
import { DESK, type House, openHouse } from '../harness/house.ts';

const browser = useBrowser();

describe('a user manager who looks after one group', () => {
  let house: House;
  let owner: Page;
  let own: Page;
  let noor: UserId;
  let cookie: string;

  beforeAll(async () => {
    house = await openHouse('en');
    noor = await house.add('Noor', 'Willems');
    const bram = await house.add('Bram', 'Kok');
    await house.add('Sanne', 'Visser');
    cookie = await house.letIn(noor);
    await house.tenant.asSystem(async (scope) => {
      const kitchen = await createGroup(scope, { name: 'Kitchen', description: '' });
      await addMembers(scope, kitchen.group.id as GroupId, [bram], false);
      await createGroup(scope, { name: 'Night shift', description: '' });
    });
    owner = await house.open(await browser.context({ ...DESK, locale: 'en' }), `/admin/users/${noor}`);
  });
  afterAll(() => house.close());

  it('is made one by an admin, on the page of the person', async () => {
    await owner.getByRole('button', { name: 'Change permissions' }).click();
    const dialog = owner.getByRole('dialog', { name: 'Permissions of Noor Willems' });
    await dialog
      .getByRole('combobox', { name: 'Permissions' })
      .or(dialog.getByRole('textbox', { name: 'Permissions' }))
      .click();
    await owner.getByRole('option', { name: 'User manager' }).click();
    await dialog.getByLabel('Looks after').click();
    await owner.getByRole('option', { name: 'Kitchen' }).click();
    await owner.keyboard.press('Escape');
    await expectAccessible(owner);
    await dialog.getByRole('button', { name: 'OK' }).click();
    await sees(owner, 'Looks after the members of Kitchen, and nobody else.');
    await expectFits(owner);
  });

  it('sees the people of the group and themselves, and is told so', async () => {
    own = await house.open(await browser.context({ ...DESK, locale: 'en' }), '/admin/users', { cookie });
    await sees(own, 'You look after the members of Kitchen.');
    await own.getByRole('row', { name: /Bram Kok/ }).waitFor();
    expect(await own.getByRole('row').filter({ hasText: '@' }).count()).toBe(2);
    expect(await own.getByText('Sanne Visser').count()).toBe(0);
    expect(await own.getByRole('link', { name: 'Import users' }).count()).toBe(0);
    await expectAccessible(own);
  });

  it('makes new people in that group only', async () => {
    await own.getByRole('link', { name: 'Create new user' }).click();
    await own.getByLabel('First name').fill('Kim');
    await own.getByLabel('Last name').fill('Nieuw');
    await own.getByLabel('Email', { exact: true }).fill('sanne.visser@zorggroep.example');
    await sees(own, 'Somebody outside your groups already has this address.');
    await own.getByLabel('Email', { exact: true }).fill('kim.nieuw@zorggroep.example');
    // The one group is chosen already.
    await sees(own, 'Kitchen', { exact: true });
    await own.getByRole('combobox', { name: 'Choose group' }).press('Backspace');
    await own.getByRole('button', { name: 'Create', exact: true }).click();
    await sees(own, 'Choose at least one of the groups you look after');
    await own.getByRole('combobox', { name: 'Choose group' }).click();
    expect(await own.getByRole('option').allTextContents()).toEqual(['Kitchen']);
    const refusal = (await own.getByText('Choose at least one of the groups you look after').boundingBox())!;
    expect(refusal.y, 'what is wrong is not under the list').toBeLessThan((await own.getByRole('listbox').boundingBox())!.y);
    await own.getByRole('option', { name: 'Kitchen' }).click();
    await own.keyboard.press('Escape');
    await own.getByRole('button', { name: 'Create', exact: true }).click();
    await sees(own, 'Kim Nieuw has been created.');
    await own.getByRole('row', { name: /Kim Nieuw/ }).waitFor();
  });

  it('sees everybody again when the limit is taken away', async () => {
    await owner.getByRole('button', { name: 'Change permissions' }).click();
    const dialog = owner.getByRole('dialog', { name: 'Permissions of Noor Willems' });
    await sees(dialog, 'Kitchen');
    await dialog.getByLabel('Looks after').press('Backspace');
    await owner.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'OK' }).click();
    await dialog.waitFor({ state: 'detached' });
    await own.goto(`${house.url}/admin/users`);
    await own.getByRole('row', { name: /Sanne Visser/ }).waitFor();
  });
});
