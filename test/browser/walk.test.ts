import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSetupCode } from '../../src/features/setup/index.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { translator } from '../../src/kernel/messages.ts';
import { projectRoot } from '../../src/main/project-root.ts';
import { startWork, type Working } from '../../src/main/work.ts';
import { makeTestApp, type TestApp } from '../harness/app.ts';
import { expectAccessible, expectFits, listen, sees, useBrowser } from '../harness/browser.ts';

const PASSWORD = 'paraplu fietsbel oktopus';
const browser = useBrowser();

/** The main job, from an empty machine to somebody who is in: one walk in each language, each with another people file. */
describe.each<[Locale, string, number, number]>([
  ['nl', 'personeel-1200.csv', 1178, 30],
  ['de', 'kaeufer-180.csv', 180, 0],
  ['en', 'employees-1000.csv', 1000, 0],
])('the walk (%s)', (locale, file, people, withoutAddress) => {
  let app: TestApp;
  let server: Awaited<ReturnType<typeof listen>>;
  let work: Working;
  let page: Page;
  let phone: Page;
  let personAddress = '';

  beforeAll(async () => {
    app = await makeTestApp({ PUBLIC_URL: '' });
    server = await listen(app);
    work = await startWork(app);
    page = await (await browser.context({ locale, viewport: { width: 1440, height: 900 } })).newPage();
    phone = await (await browser.context({ locale: 'fr', viewport: { width: 360, height: 740 } })).newPage();
  });
  afterAll(async () => {
    await work.stop();
    await server.close();
    await app.end();
  });

  const words = () => app.words[locale];
  const say = () => translator(locale, words());
  const number = (n: number) => n.toLocaleString(locale);
  const look = async (at: Page) => {
    await expectFits(at);
    await expectAccessible(at);
  };

  it('makes the environment and its owner', async () => {
    const t = words().entry.setup;
    await page.goto(`${server.url}/setup#${await makeSetupCode(app)}`);
    await page.getByLabel(t.name).fill('Zorggroep Voorbeeld');
    await page.getByRole('button', { name: t.next }).click();
    await page.getByLabel(t.firstName).fill('Børje');
    await page.getByLabel(t.lastName).fill('van der Østerhof');
    await page.getByLabel(t.email, { exact: true }).fill('borje@zorggroep.example');
    await page.getByLabel(words().entry.password.label, { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: t.next }).click();
    await page.getByLabel(t.opensOff).check();
    await page.getByRole('button', { name: t.next }).click();
    await page.getByLabel(t.startEmpty).check();
    await page.getByRole('button', { name: t.submit }).click();
    await page.waitForURL(/\/admin\//);
  });

  it('finds Admin under the own name, and the user overview behind it', async () => {
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Børje van der Østerhof' }).hover();
    await page.getByRole('link', { name: words().shell.admin, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: words().shell.users }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/admin/users');
    const sidebar = page.getByRole('navigation', { name: words().shell.adminPanel });
    const entries = await sidebar.getByRole('link').allInnerTexts();
    expect(entries.slice(0, 3).map((entry) => entry.trim())).toEqual([
      words().shell.users,
      words().shell.overview,
      words().shell.welcomeEmail,
    ]);
    await look(page);
  });

  it('brings a people file in', async () => {
    const t = words().imports.page;
    await page.getByRole('link', { name: words().shell.importUsers }).first().click();
    await page.getByLabel(t.drop).setInputFiles(join(projectRoot, 'test/fixtures', file));
    await page.getByRole('button', { name: t.makePlan }).click();
    const apply = page.getByRole('button', { name: say()('imports.page.apply', { count: people }) });
    await apply.click({ timeout: 60_000 });
    await sees(page, say()('imports.page.doneTitle', { count: people }), { timeout: 60_000 });
    await look(page);
    await page.goto(`${server.url}/admin/users`);
    await sees(page, say()('people.count', { count: people + 1 }));
  });

  it('edits the welcome e-mail, looks at it as a real person, and tries it on itself', async () => {
    const t = words().welcome.page;
    await page
      .getByRole('navigation', { name: words().shell.adminPanel })
      .getByRole('link', { name: words().shell.welcomeEmail })
      .click();
    await page.getByRole('heading', { level: 1, name: words().welcome.page.title }).waitFor();
    const body = page.getByRole('textbox', { name: t.body });
    await body.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Tot gauw.');
    await page.getByRole('button', { name: t.save, exact: true }).click();
    await sees(page, t.fine);
    await page.locator(`iframe[title="${t.previewFrame}"][srcdoc*="Tot gauw."]`).waitFor();
    await page.getByRole('button', { name: t.test }).click();
    await sees(page, say()('welcome.page.testedKept', { address: 'borje@zorggroep.example' }));
    await look(page);
  });

  it('sends it to everybody who is not in yet: how many, who not and why', async () => {
    const t = words().welcome.send;
    await page.getByRole('button', { name: t.title }).click();
    const dialog = page.getByRole('dialog', { name: t.title });
    const gets = people - withoutAddress;
    await sees(dialog, say()('welcome.send.gets', { count: gets }));
    await sees(dialog, say()('welcome.send.skips', { count: withoutAddress + 1 }));
    await look(page);
    await dialog.getByRole('button', { name: say()('welcome.send.confirm', { count: number(gets) }) }).click();
    await sees(page, say()('welcome.waves.progressKept', { done: number(gets), total: number(gets) }), { timeout: 90_000 });
  });

  it('shows the mails as their readers would see them, and the link in one of them', async () => {
    const t = words().mailbox;
    await page.goto(`${server.url}/mailbox`);
    await page.getByRole('heading', { level: 1, name: t.title }).waitFor();
    await page.locator('main li, main [role="option"], main a').filter({ hasText: 'Zorggroep Voorbeeld' }).nth(1).click();
    const letter = page.locator(`iframe[title="${t.frame}"][srcdoc*="/activate/"]`);
    await letter.waitFor();
    await look(page);
    personAddress = /href="([^"]+\/activate\/[^"]+)"/.exec((await letter.getAttribute('srcdoc')) ?? '')?.[1] ?? '';
    expect(personAddress).toMatch(/\/activate\/[0-9a-f-]{36}#[a-z2-7]{52}$/);
  });

  it('lets one of them in: the link, a password, the start page, in their language', async () => {
    await phone.goto(personAddress.replace(/^http:\/\/[^/]+/, server.url));
    const submit = phone.locator('button.main');
    await submit.waitFor();
    await look(phone);
    await phone.locator('input[type=password]').first().fill(PASSWORD);
    await submit.click();
    await phone.waitForURL(`${server.url}/`);
    await phone.getByRole('heading', { level: 1 }).waitFor();
    await look(phone);
  });

  it('says in Status Email who got in', async () => {
    await page.goto(`${server.url}/admin/status`);
    await page.getByRole('heading', { level: 1, name: words().status.title }).waitFor();
    const stations = (await (await page.context().request.get(`${server.url}/api/v1/users/stations`)).json()) as Record<
      string,
      number
    >;
    // The owner is in from the beginning.
    expect(stations).toMatchObject({ added: people + 1, activated: 2, visited: 2 });
    await sees(page, words().status.totals.notMeasured);
    await look(page);
  });

  it('logs out, in again with the password, and helps who forgot it', async () => {
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Børje van der Østerhof' }).click();
    await page.getByRole('button', { name: words().shell.logOut }).click();
    const t = words().entry;
    await page.waitForURL(/\/login/);
    await page
      .getByRole('button', { name: t.logIn.forgot })
      .or(page.getByRole('link', { name: t.logIn.forgot }))
      .click();
    await page.getByLabel(t.logIn.email).or(page.locator('input').first()).first().fill('borje@zorggroep.example');
    await page.getByRole('button', { name: t.forgot.submit }).click();
    await sees(page, t.forgot.sentTitle);
    await look(page);
    await page.goto(`${server.url}/login`);
    await page.getByLabel(t.logIn.email, { exact: true }).fill('borje@zorggroep.example');
    await page.getByLabel(t.logIn.password, { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: t.logIn.submit, exact: true }).click();
    await page.waitForURL(`${server.url}/`);
    await page.goto(`${server.url}/mailbox`);
    await sees(page, 'Børje van der Østerhof');
  });
});
