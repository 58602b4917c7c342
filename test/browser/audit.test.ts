import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealAuditLog } from '../../src/features/audit/index.ts';
import { changeUser, createUser, deactivateUsers, lockUsers } from '../../src/features/users/index.ts';
import type { UserId } from '../../src/kernel/ids.ts';
import { holdName } from '../../src/platform/db/hold-name.ts';
import { expectAccessible, expectFits, sees, useBrowser } from '../harness/browser.ts';
import { DESK, type House, openHouse } from '../harness/house.ts';

const browser = useBrowser();

describe('the audit log', () => {
  let house: House;
  let page: Page;
  let noor: UserId;

  beforeAll(async () => {
    house = await openHouse('de');
    noor = await house.add('Noor', 'Willems');
    await house.add('Bram', 'Kok');
    await house.tenant.asSystem((scope) =>
      createUser(scope, { firstName: 'Ida', lastName: 'Wolfeschlegel'.repeat(12), email: null, userName: 'ida', source: 'form' }),
    );
    await house.tenant.as('admin', (scope) =>
      changeUser(scope, noor, { version: 1, department: 'Küche', startDate: '2026-03-02' }),
    );
    await house.tenant.as('admin', async (scope) => deactivateUsers(scope, await lockUsers(scope.tx, [noor]), null));
    page = await house.open(await browser.context({ ...DESK, locale: 'de' }), '/admin/audit');
  });
  afterAll(() => house.close());

  const target = () => page.getByRole('textbox', { name: 'Mit wem' }).or(page.getByRole('combobox', { name: 'Mit wem' }));
  const rows = () => page.getByRole('table').getByRole('row');

  it('says who did what to whom, and what it was before', async () => {
    const row = rows().filter({ hasText: 'Benutzer geändert' });
    await sees(row, 'Test admin');
    await sees(row, 'Noor Willems');
    await sees(row, 'Abteilung:');
    expect(await row.innerText()).toMatch(/nichts → Küche/);
    expect(await row.innerText()).toMatch(/02\.03\.2026/);
    const { x, width } = (await page.getByRole('table').boundingBox())!;
    expect(x + width, 'a long name leaves room for what was changed').toBeLessThanOrEqual(DESK.viewport!.width);
    await expectFits(page);
    await expectAccessible(page);
  });

  it('is narrowed by what, to whom and day; the address holds it', async () => {
    await target().fill('noor');
    await page.getByRole('option', { name: /Noor Willems/ }).click();
    await page.waitForURL(new RegExp(`targetId=${noor}`));
    await page.getByRole('button', { name: 'Was', exact: true }).click();
    await page.getByRole('dialog', { name: 'Was' }).getByRole('textbox').fill('benutzer geä');
    await page.getByRole('radio', { name: 'Benutzer geändert' }).check();
    await page.keyboard.press('Escape');
    await page.getByLabel('Von', { exact: true }).fill('2020-01-01');
    await page.waitForURL(/from=2020-01-01/);
    await expect.poll(() => rows().count()).toBe(2);
    await page.reload();
    await rows().filter({ hasText: 'Benutzer geändert' }).waitFor();
    expect(await target().inputValue()).toMatch(/^Noor Willems/);
    await page.getByRole('button', { name: 'Exportieren' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /Excel/ }).click()]);
    expect(file.suggestedFilename()).toBe('protokoll.xlsx');
    await page.getByLabel('Von', { exact: true }).fill('2090-01-01');
    await sees(page, 'Nichts passt');
    await page.getByRole('link', { name: 'Filter zurücksetzen' }).click();
    await rows().filter({ hasText: 'Bram Kok' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  const dialog = () => page.getByRole('dialog', { name: 'Ist das Protokoll vollständig?' });
  const verify = (button: 'Jetzt prüfen' | 'Noch einmal prüfen') => dialog().getByRole('button', { name: button }).click();

  it('is verified in the background: seen again after a closed tab, and stopped', async () => {
    let letGo = (): void => undefined;
    let holding: Promise<void> | undefined;
    await new Promise<void>((held) => {
      holding = house.tenant.asSystem(async ({ tx }) => {
        await holdName(tx, `audit-seal:${house.tenant.id}`);
        held();
        await new Promise<void>((resolve) => {
          letGo = resolve;
        });
      });
    });
    await page.getByRole('button', { name: 'Prüfen' }).click();
    await sees(dialog(), 'Das Protokoll wurde noch nicht geprüft.');
    await verify('Jetzt prüfen');
    await sees(dialog(), 'Wartet, bis sie an der Reihe ist');
    await expectAccessible(page);
    await page.reload();
    await page.getByRole('button', { name: 'Prüfen' }).click();
    await dialog().getByRole('progressbar').waitFor();
    await dialog().getByRole('button', { name: 'Hier anhalten' }).click();
    await sees(dialog(), 'Diese Prüfung wurde nach keinem Ereignis angehalten.');
    letGo();
    await holding;
  });

  it('is proved whole; a row that somebody changed in the database is found; the last result stays', async () => {
    await verify('Noch einmal prüfen');
    await sees(dialog(), /Nichts wurde geändert, entfernt oder abgeschnitten/);
    await sees(dialog(), /angefordert von Test owner/);
    await expectAccessible(page);
    await page.reload();
    await sealAuditLog(house.app, house.tenant.id);
    await house.app.db.acrossTenants(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql`update audit_contents set detail = '{}' where target_name = 'Bram Kok'`.execute(tx);
    });
    await page.getByRole('button', { name: 'Prüfen' }).click();
    await sees(dialog(), /Nichts wurde geändert, entfernt oder abgeschnitten/);
    await verify('Noch einmal prüfen');
    await sees(dialog(), 'Das Protokoll wurde an einer Stelle verfälscht:');
    await sees(dialog(), /Der Inhalt dieses Ereignisses wurde geändert/);
    await expectAccessible(page);
    await dialog().getByRole('button', { name: 'Schließen' }).last().click();
    await rows().filter({ hasText: 'Prüfung des Protokolls gestartet' }).first().waitFor();
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await page.reload();
    await sees(page, 'Benutzer geändert');
    await expectFits(page);
    await expectAccessible(page);
  });
});
