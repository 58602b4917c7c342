import { afterAll, beforeAll, expect, it } from 'vitest';
import { useBrowser } from '../harness/browser.ts';
import { DESK, type House, openHouse } from '../harness/house.ts';

const browser = useBrowser();
let house: House;
beforeAll(async () => {
  house = await openHouse('en');
  await house.add('Noor', 'Willems');
});
afterAll(() => house.close());

const SENSELESS =
  'status=nonsense&role=&groupId=&locale=xx,&sort=sideways&columns=&view=1&startFrom=tomorrow&blocked=maybe&event=what&actor=x&from=y&kind=3';

it.each(['/admin/users', '/admin/audit', '/admin/status', '/admin/groups', '/admin/imports', '/admin/mailbox', '/profile'])(
  'whatever somebody typed behind %s, the page opens',
  async (path) => {
    const page = await house.open(await browser.context({ ...DESK, locale: 'en' }), path);
    const heading = await page.getByRole('heading', { level: 1 }).textContent();
    await page.goto(`${house.url}${path}?${SENSELESS}`);
    await page.getByRole('heading', { level: 1, name: heading ?? '' }).waitFor();
    if (path === '/admin/users') await page.getByRole('row', { name: /Noor Willems/ }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  },
);
