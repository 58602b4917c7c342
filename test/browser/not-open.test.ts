import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectFits, sees, useBrowser } from '../harness/browser.ts';
import { DESK, type House, openHouse } from '../harness/house.ts';

const browser = useBrowser();

describe('somebody without the right', () => {
  let house: House;
  let cookie: string;
  beforeAll(async () => {
    house = await openHouse('en');
    cookie = await house.letIn(await house.add('Mia', 'Member'));
  });
  afterAll(() => house.close());

  it.each(['/admin', '/admin/users/new', '/admin/audit'])('is told so at %s', async (path) => {
    const page = await house.open(await browser.context({ ...DESK, locale: 'en' }), path, { cookie });
    await sees(page, 'This page is not open to you.');
    expect(await page.getByRole('navigation', { name: 'Admin panel' }).count()).toBe(0);
    expect(await page.getByRole('main').count()).toBe(1);
    await expectAccessible(page);
    await expectFits(page);
  });

  it('is offered pages to find, and no people', async () => {
    const page = await house.open(await browser.context({ ...DESK, locale: 'en' }), '/', { cookie });
    await page.getByRole('button', { name: 'Find a page' }).waitFor();
  });

  it('is told when a list cannot be fetched, instead of waiting for ever', async () => {
    const context = await browser.context({ ...DESK, locale: 'en' });
    await context.route('**/api/v1/users?**', (route) =>
      route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{"code":"forbidden","status":403}' }),
    );
    const page = await house.open(context, '/admin/users');
    await sees(page, 'The list of people is not open to you');
    await context.unrouteAll();
    await context.route('**/api/v1/users?**', (route) => route.fulfill({ status: 500, body: '' }));
    await page.reload();
    await sees(page, 'The list could not be fetched');
    await context.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('row', { name: /Mia Member/ }).waitFor();
  });
});
