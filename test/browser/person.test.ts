import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carryOutAct, startAct } from '../../src/features/acts/index.ts';
import { addMembers, createGroup } from '../../src/features/groups/index.ts';
import { type GroupId, newId, type UserId } from '../../src/kernel/ids.ts';
import { allActs } from '../../src/main/acts.ts';
import { expectAccessible, expectFits, sees, useBrowser } from '../harness/browser.ts';
import { DESK, type House, openHouse } from '../harness/house.ts';
import { importByWorker } from '../harness/import-file.ts';

const browser = useBrowser();

describe('the page of a person, and groups', () => {
  let house: House;
  let page: Page;
  let noor: UserId;
  let bram: UserId;
  let device: string;

  beforeAll(async () => {
    house = await openHouse('en');
    noor = await house.add('Noor', 'Willems');
    bram = await house.add('Bram', 'Kok');
    device = await house.letIn(noor);
    await house.tenant.asSystem(async (scope) => {
      const made = await createGroup(scope, { name: 'Kitchen', description: '' });
      await addMembers(scope, made.group.id as GroupId, [noor], true);
    });
    page = await house.open(await browser.context({ ...DESK, locale: 'en' }), `/admin/users/${noor}`);
  });
  afterAll(() => house.close());

  const shown = async (id: UserId) => (await house.ask<Record<string, unknown>>(`/users/${id}`)).body;
  const toast = (words: string) => page.getByText(words).first().waitFor();

  it('two who edit the same person: the second sees the change, and loses nothing', async () => {
    await page.getByLabel('Last name').fill('Willemsen');
    await house.tenant.as('admin', async (scope) => {
      const { changeUser } = await import('../../src/features/users/index.ts');
      await changeUser(scope, noor, { version: (await shown(noor))['version'] as number, jobTitle: 'Cook' });
    });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await sees(page, 'Somebody else changed this meanwhile.');
    await sees(page, 'nothing → Cook');
    expect(await page.getByLabel('Last name').inputValue()).toBe('Willemsen');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Noor Willemsen' }).waitFor();
    expect(await shown(noor)).toMatchObject({ lastName: 'Willemsen', jobTitle: 'Cook' });
  });

  it('in the panel too, also where both change the same field', async () => {
    await page.goto(`${house.url}/admin/users?user=${noor}`);
    const panel = page.getByRole('dialog', { name: 'Noor Willemsen' });
    await panel.getByRole('button', { name: 'Edit', exact: true }).click();
    await panel.getByLabel('Department').fill('Bakery');
    await house.tenant.as('admin', async (scope) => {
      const { changeUser } = await import('../../src/features/users/index.ts');
      await changeUser(scope, noor, { version: (await shown(noor))['version'] as number, department: 'Kitchen', phone: '12' });
    });
    await panel.getByRole('button', { name: 'Save', exact: true }).click();
    await sees(panel, 'Department: nothing → Kitchen');
    expect(await panel.getByLabel('Department').inputValue()).toBe('Bakery');
    expect(await panel.getByLabel('Phone').inputValue()).toBe('12');
    await panel.getByRole('button', { name: 'Save', exact: true }).click();
    await sees(page, 'Noor Willemsen has been changed.');
    expect(await shown(noor)).toMatchObject({ department: 'Bakery', phone: '12' });
    await page.goto(`${house.url}/admin/users/${noor}`);
  });

  it('of somebody blocked it is not said that a link works', async () => {
    const gone = await house.add('Gijs', 'Blok');
    const now = new Date();
    const facts = { invited_at: now, link_expires_at: now, deactivated_at: now };
    await house.tenant.asSystem(({ tx }) => tx.updateTable('users').set(facts).where('id', '=', gone).execute());
    await page.goto(`${house.url}/admin/users?user=${gone}`);
    const way = page.getByRole('dialog', { name: 'Gijs Blok' }).getByRole('list', { name: 'What happened with Gijs Blok' });
    await sees(way, 'Blocked', { exact: true });
    expect(await way.innerText()).not.toContain('The link');
    await page.goto(`${house.url}/admin/users/${noor}`);
  });

  it('permissions are changed with the rest', async () => {
    await page
      .getByRole('textbox', { name: 'Permissions' })
      .or(page.getByRole('combobox', { name: 'Permissions' }))
      .click();
    await page.getByRole('option', { name: 'User manager' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await sees(page, 'Create people');
    expect(await shown(noor)).toMatchObject({ role: 'user_manager' });
  });

  it('a device is ended, alone', async () => {
    await page.getByRole('button', { name: /^Log out on / }).click();
    await toast('Logged out on');
    expect((await house.ask('/session', device)).status).toBe(401);
    await sees(page, 'Not logged in anywhere.');
    await expectFits(page);
    await expectAccessible(page);
  });

  it('a mistyped address that waits is withdrawn, and what is typed beside it stays', async () => {
    const { email } = await shown(noor);
    await page.getByLabel('Email', { exact: true }).fill('noor@mistyped.example');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await sees(page, 'noor@mistyped.example waits until');
    await page.getByLabel('Last name').fill('Wil');
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await page.getByText('waits until').waitFor({ state: 'detached' });
    expect(await shown(noor)).toMatchObject({ email, pendingEmail: null });
    expect(await page.getByLabel('Last name').inputValue()).toBe('Wil');
    await page.reload();
  });

  it('without a connection it is said at once, nothing is lost, and nothing is saved later unasked', async () => {
    await page.getByLabel('First name').fill('Nora');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await sees(page, 'The server cannot be reached. What you typed is still here').finally(() =>
      page.context().setOffline(false),
    );
    expect(await page.getByLabel('First name').inputValue()).toBe('Nora');
    expect(await shown(noor)).toMatchObject({ firstName: 'Noor' });
    await page.getByLabel('First name').fill('Noor');
  });

  it('unsaved text asks before it is left', async () => {
    await page.getByLabel('First name').fill('Nora');
    await page.getByRole('link', { name: 'Users' }).first().click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay here' }).click();
    expect(await page.getByLabel('First name').inputValue()).toBe('Nora');
    await page.getByLabel('First name').fill('Noor');
  });

  it('a new address of somebody who was invited: the mail can go to the new one', async () => {
    await page.goto(`${house.url}/admin/users/${bram}`);
    await page.getByRole('button', { name: 'Sending Welcome Email' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sending Welcome Email' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Resend welcome email' }).waitFor();
    await page.getByLabel('Email', { exact: true }).fill('bram.new@zorggroep.example');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Send Welcome Email', exact: true }).click();
    await toast('The welcome email is on its way to bram.new@zorggroep.example.');
    const kept = async () =>
      (await house.ask<{ items: { to: { address: string } }[] }>('/mailbox')).body.items.map((mail) => mail.to.address);
    await expect.poll(kept).toContain('bram.new@zorggroep.example');
  });

  it('what was done to many at once stands in the story of each', async () => {
    const [lotte, sven] = [await house.add('Lotte', 'Boer'), await house.add('Sven', 'Kuiper')];
    const act = async (name: string, params: object) => {
      const asked = { id: newId(), act: name, params: { ...params }, selection: { userIds: [lotte, sven] }, dryRun: false };
      await house.tenant.as('admin', (scope) => startAct(scope, allActs, asked));
      await carryOutAct(house.app, allActs, house.tenant.id, asked.id);
    };
    await act('changeRole', { role: 'content_manager' });
    await act('deactivate', { reason: 'moved' });
    await page.goto(`${house.url}/admin/users/${lotte}`);
    const story = page.getByRole('list', { name: 'What happened with Lotte Boer' });
    await sees(story, 'Permissions: Content manager');
    await sees(story, 'Reason: moved');
    expect(await story.getByText('Done to several users · Test admin').count()).toBe(2);
    expect(await story.getByText('Blocked', { exact: true }).count()).toBe(0);
  });

  it('what they did themselves is told without a name, also after another name', async () => {
    const fee = await house.add('Fee', 'Smit');
    await house.letIn(fee);
    const { changeUser } = await import('../../src/features/users/index.ts');
    await house.tenant.as('admin', async (scope) =>
      changeUser(scope, fee, { version: (await shown(fee))['version'] as number, lastName: 'Smit-Boer' }),
    );
    await page.goto(`${house.url}/admin/users/${fee}`);
    const story = page.getByRole('list', { name: 'What happened with Fee Smit-Boer' });
    await sees(story, 'Account activated', { exact: true });
    expect(await story.innerText()).not.toMatch(/Fee Smit/);
  });

  it('only groups where it changes something are offered', async () => {
    await house.tenant.asSystem((scope) => createGroup(scope, { name: 'Night shift', description: '' }));
    await page.goto(`${house.url}/admin/users/${noor}`);
    for (const [act, offered] of [
      ['Add to a group', ['Night shift']],
      ['Take out of a group', ['Kitchen']],
    ] as const) {
      await page.getByRole('button', { name: act }).click();
      await page.getByRole('dialog').getByPlaceholder('Choose group').click();
      await page.getByRole('option').first().waitFor();
      expect(await page.getByRole('option').allInnerTexts()).toEqual(offered);
      await page.getByRole('option').first().click();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
  });

  it('groups and imports stand in the story of each, with a link', async () => {
    const file = 'First name,Last name,Email\nMies,Bos,mies.bos@zorggroep.example';
    await importByWorker(house.app, house.tenant, file);
    await importByWorker(house.app, house.tenant, file.replace('Bos,', 'Bosch,'));
    const mies = await house.tenant.asSystem(async ({ tx }) => {
      const row = await tx
        .selectFrom('users')
        .select('id')
        .where('email_key', '=', 'mies.bos@zorggroep.example')
        .executeTakeFirst();
      return row!.id as UserId;
    });
    const group = await house.tenant.as('admin', async (scope) => {
      const made = await createGroup(scope, { name: 'Story club', description: '' });
      await addMembers(scope, made.group.id as GroupId, [mies], true);
      return made.group.id;
    });
    await page.goto(`${house.url}/admin/users/${mies}`);
    const story = page.getByRole('list', { name: 'What happened with Mies Bosch' });
    await sees(story, 'Created by an import · Test owner · people.csv');
    await sees(story, 'Changed by an import · Test owner · people.csv');
    await sees(story, 'Added to a group · Test admin · Story club');
    expect(await story.getByRole('link', { name: 'Story club' }).getAttribute('href')).toBe(`/admin/groups/${group}`);
    await story.getByRole('link', { name: 'people.csv' }).first().click();
    await page.waitForURL(/\/admin\/imports\/./);
  });

  it('groups of somebody who goes are handed over in the same dialog', async () => {
    await page.goto(`${house.url}/admin/users/${noor}`);
    await page.getByRole('button', { name: 'Deactivate User' }).click();
    await sees(page, 'One group would be without an admin: Kitchen.');
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: 'Hand over to' })
      .or(page.getByRole('combobox', { name: 'Hand over to' }))
      .fill('bram');
    await page.getByRole('option', { name: /Bram Kok/ }).click();
    await page.getByRole('button', { name: 'OK', exact: true }).click();
    await toast('Noor Willemsen has been deactivated.');
    const groups = (await house.ask<{ groups: unknown[] }>(`/users/${bram}/groups`)).body.groups;
    expect(groups).toMatchObject([{ name: 'Kitchen', admin: true, onlyAdmin: true }]);
  });

  it('and taken back for ten seconds', async () => {
    await page.getByRole('button', { name: 'Undo' }).click();
    await toast('Noor Willemsen has been restored.');
    expect(await shown(noor)).not.toMatchObject({ status: 'deactivated' });
  });

  it('a group is made, gets members, an admin, and loses one', async () => {
    await page.goto(`${house.url}/admin/groups`);
    await page.getByRole('button', { name: 'Make a group' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill('Choir');
    await page.getByRole('dialog').getByRole('button', { name: 'Make a group' }).click();
    await sees(page, 'Choir has been made.');
    await page.getByRole('button', { name: 'Add members' }).first().click();
    const who = page.getByRole('dialog').getByLabel('Who', { exact: true }).first();
    await who.fill('bram');
    await page.getByRole('option', { name: /Bram Kok/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
    await sees(page.getByRole('table'), 'Bram Kok');
    await page.getByRole('button', { name: 'Actions for Bram Kok' }).click();
    await expectAccessible(page);
    await page.getByRole('menuitem', { name: 'Make admin of the group' }).click();
    await toast('Bram Kok is admin of the group now.');
    await page.getByRole('button', { name: 'Actions for Bram Kok' }).click();
    await page.getByRole('menuitem', { name: 'Take out of the group' }).click();
    await toast('Bram Kok is no longer in the group.');
    await page.getByRole('button', { name: 'Undo' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Bram Kok' });
    await sees(row, 'admin', { exact: true });
    await page.goto(house.url);
    await page.getByRole('link', { name: 'Choir' }).click();
    await page.getByRole('heading', { level: 1, name: 'Choir' }).waitFor();
  });

  it('whoever looks after all groups leaves one, and goes on seeing it', async () => {
    await page.getByRole('button', { name: 'Leave this group' }).click();
    await sees(page.getByRole('dialog'), 'You go on seeing the group as far as your permissions reach.');
    await page.getByRole('dialog').getByRole('button', { name: 'Leave this group' }).click();
    await toast('You have left Choir.');
    await page.getByRole('heading', { level: 1, name: 'Choir' }).waitFor();
    expect(await page.getByRole('button', { name: 'Leave this group' }).count()).toBe(0);
  });
});
