import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '../../src/kernel/locale.ts';
import { projectRoot } from '../../src/main/project-root.ts';
import { expectAccessible, expectFits, sees, useBrowser } from '../harness/browser.ts';
import { type House, openHouse } from '../harness/house.ts';

const PHONE = { viewport: { width: 360, height: 740 } };
const browser = useBrowser();
const fixture = (name: string) => join(projectRoot, 'test/fixtures', name);

describe('bringing people in with a file', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse('nl', { now: '2026-11-21T12:00:00Z' });
  });
  afterAll(() => house.close());

  async function openImports(locale: Locale, options: BrowserContextOptions = {}): Promise<Page> {
    return house.open(await browser.context({ ...options, locale }), '/admin/imports', { locale });
  }
  const words = (locale: Locale) => house.app.words[locale].imports.page;

  it.each<[Locale, string, string, BrowserContextOptions]>([
    ['nl', 'personeel-1200.csv', '1.178', {}],
    ['de', 'kaeufer-180.csv', '180', {}],
    ['en', 'employees-1000.csv', '1,000', PHONE],
  ])('is drop, look, see, bring in (%s)', { timeout: 300_000 }, async (locale, file, count, options) => {
    const t = words(locale);
    const page = await openImports(locale, options);
    const check = async () => {
      await expectFits(page);
      await expectAccessible(page);
    };
    await page.getByText(t.emptyWords).or(page.getByRole('table')).first().waitFor();
    await check();
    await page.getByLabel(t.drop).setInputFiles(fixture(file));
    await page.getByRole('heading', { level: 1, name: file }).waitFor();
    await page.getByRole('button', { name: t.readOther }).waitFor();
    await check();
    await page.getByRole('button', { name: t.makePlan }).click();
    const numbers = page.getByRole('list', { name: t.cards });
    await sees(numbers, count, { exact: true, timeout: 60_000 });
    await check();
    await page.locator('button', { hasText: count }).click();
    // A closed tab loses nothing: where it stands is asked anew.
    await page.reload();
    await page.locator('h2', { hasText: count }).waitFor({ timeout: 60_000 });
    await check();
    await page.getByRole('link', { name: t.showPeople }).click();
    await page.waitForURL(/\/admin\/users\?importId=/);
    await page.context().close();
  });

  it('says what is wrong with a file, and with each row', async () => {
    const t = words('en');
    const page = await openImports('en', PHONE);
    await page.getByLabel(t.drop).setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('%PDF-1.7') });
    await sees(page.getByRole('alert'), house.app.words.en.errors.imports.pdf);
    const rows =
      'First name,Last name,Email\nJan,Smit,jan.example.com\n<script>alert(1)</script>,Ok,ok@example.com\nEva,Klein,eva@gmial.com\n';
    await page.getByLabel(t.drop).setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
    await page.getByRole('button', { name: t.makePlan }).click();
    await sees(page, house.app.words.en.errors.email.noAt);
    await sees(page, '<script>alert(1)</script>');
    await page.getByRole('link', { name: t.reasonGroup.email }).click();
    await page.waitForURL(/show=refused&code=email/);
    await page.getByRole('row').filter({ hasText: 'jan.example.com' }).waitFor();
    await expectFits(page);
    await expectAccessible(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: t.download }).click()]);
    expect(download.suggestedFilename()).toBe('list-not taken.csv');
    await page.context().close();
  });
});
