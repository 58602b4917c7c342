import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserId } from '../../src/kernel/ids.ts';
import { expectAccessible, expectFits, sees, useBrowser } from '../harness/browser.ts';
import { DESK, type House, openHouse } from '../harness/house.ts';

const browser = useBrowser();
interface Shown {
  status: string;
  endDate: string | null;
  erased: boolean;
  facts: { welcomeOn: string | null };
}

describe('from the day of the welcome e-mail to nothing left', () => {
  let house: House;
  let page: Page;
  let noor: UserId;

  beforeAll(async () => {
    house = await openHouse('nl');
    noor = await house.add('Noor', 'Willems');
    page = await house.open(await browser.context({ ...DESK, locale: 'nl' }), `/admin/users/${noor}`);
  });
  afterAll(() => house.close());

  const shown = async () => (await house.ask<Shown>(`/users/${noor}`)).body;
  const dialog = () => page.getByRole('dialog');

  it('the welcome e-mail gets a day, and none again', async () => {
    await page.getByRole('button', { name: 'Dag bepalen' }).click();
    await dialog().getByLabel('Eerste werkdag').fill('2099-03-02');
    await expectAccessible(page);
    await dialog().getByRole('button', { name: 'Opslaan' }).click();
    await sees(page, 'De welkomstmail gaat uit op maandag 2 maart 2099.');
    expect((await shown()).facts.welcomeOn).toBe('2099-03-02');
    await page.getByRole('button', { name: 'Dag bepalen' }).click();
    await dialog().getByRole('radio', { name: 'Niet vanzelf' }).check();
    await dialog().getByRole('button', { name: 'Opslaan' }).click();
    await sees(page, 'Er gaat vanzelf geen welkomstmail uit');
    expect((await shown()).facts.welcomeOn).toBeNull();
  });

  it('or goes right now; then it can be read once more, without its link', async () => {
    await page.getByRole('button', { name: 'Welkomstmail versturen' }).click();
    await dialog().getByRole('button', { name: 'Welkomstmail versturen' }).click();
    await page.getByRole('main').getByRole('button', { name: 'Welkomstmail opnieuw versturen' }).waitFor();
    expect(await page.getByRole('button', { name: 'Dag bepalen' }).count()).toBe(0);
    await page.locator('summary').filter({ hasText: 'Welkomstmail' }).click();
    await page.getByRole('button', { name: 'E-mail tonen' }).click();
    await sees(dialog(), 'De link wordt niet getoond');
    await dialog().getByText('Als tekst').click();
    const text = await dialog().locator('pre').innerText();
    expect(text).toContain('Welkom, Noor.');
    expect(text).toContain('/activate/link-hier-niet-getoond');
    expect(text).not.toContain('#');
    await expectAccessible(page);
    await dialog().getByRole('button', { name: 'Sluiten' }).last().click();
  });

  it('a last day closes the account later, and can be taken back', async () => {
    await page.getByRole('button', { name: 'Gebruiker deactiveren' }).click();
    await dialog().getByRole('radio', { name: 'Aan het einde van een dag' }).check();
    expect(await dialog().getByRole('button', { name: 'OK' }).isDisabled(), 'a day is needed').toBe(true);
    await dialog().getByLabel('Laatste dag').fill('2020-01-01');
    await sees(dialog(), 'Deze dag is al voorbij.');
    expect(await dialog().getByRole('button', { name: 'OK' }).isDisabled(), 'a day that has passed is none').toBe(true);
    await dialog().getByLabel('Laatste dag').fill('2099-12-31');
    await dialog().getByRole('button', { name: 'OK' }).click();
    await sees(page, 'Vertrekt op 31 december 2099');
    expect(await shown()).toMatchObject({ endDate: '2099-12-31', status: 'invited' });
    await page.goto(`${house.url}/admin/users?user=${noor}`);
    await sees(dialog(), 'Vertrekt op 31 december 2099');
    await dialog().getByRole('button', { name: 'Terugdraaien' }).click();
    await dialog().getByText('Vertrekt op 31 december 2099').waitFor({ state: 'detached' });
    expect((await shown()).endDate).toBeNull();
  });

  it('everything about a person is one file', async () => {
    await page.goto(`${house.url}/admin/users/${noor}`);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Alles over deze persoon' }).click(),
    ]);
    const all = JSON.parse(readFileSync((await file.path())!, 'utf8')) as { profile: { email: string } };
    expect(all.profile.email).toBe('noor.willems@zorggroep.example');
    expect(await page.getByRole('button', { name: 'Persoonsgegevens wissen' }).count(), 'only once deactivated').toBe(0);
  });

  it('erased: only with the name typed; then nothing names the person any more', async () => {
    await page.getByRole('button', { name: 'Gebruiker deactiveren' }).click();
    await dialog().getByRole('button', { name: 'OK' }).click();
    await page.getByRole('button', { name: 'Persoonsgegevens wissen' }).click();
    const erase = dialog().getByRole('button', { name: 'Persoonsgegevens wissen' });
    await sees(dialog(), 'Er is geen weg terug.');
    await dialog()
      .getByLabel(/Typ de naam/)
      .fill('Noor');
    expect(await erase.isDisabled()).toBe(true);
    await expectFits(page);
    await expectAccessible(page);
    await dialog()
      .getByLabel(/Typ de naam/)
      .fill('Noor Willems');
    await erase.click();
    await page.getByRole('heading', { level: 1, name: 'Voormalige gebruiker' }).waitFor();
    await sees(page, 'De persoonsgegevens van deze persoon zijn gewist.');
    await expect.poll(async () => (await page.getByRole('main').innerText()).includes('Noor')).toBe(false);
    expect(await shown()).toMatchObject({ erased: true });
    await page.goto(`${house.url}/admin/audit`);
    await sees(page.getByRole('table'), 'Persoonsgegevens gewist');
    expect(await page.getByRole('table').innerText()).not.toContain('Noor');
  });

  it('whoever may not, is not offered it', async () => {
    const manager = await house.tenant.actor('user_manager');
    if (manager.kind !== 'user') throw new Error('a user manager is a user');
    const bram = await house.add('Bram', 'Kok');
    const cookie = await house.letIn(manager.userId);
    const theirs = await house.open(await browser.context({ ...DESK, locale: 'nl' }), `/admin/users/${bram}`, { cookie });
    await theirs.getByRole('button', { name: 'Gebruiker deactiveren' }).waitFor();
    expect(await theirs.getByText('Alles over deze persoon').count()).toBe(0);
  });
});
