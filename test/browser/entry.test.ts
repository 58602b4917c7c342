import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksFor, prepareActivations, prepareReset } from '../../src/features/activation/index.ts';
import { makeSetupCode } from '../../src/features/setup/index.ts';
import { createUser, findUser, markActivated } from '../../src/features/users/index.ts';
import { newId, type UserId } from '../../src/kernel/ids.ts';
import { LOCALES, type Locale } from '../../src/kernel/locale.ts';
import { makeTestApp, makeTestTenant, type TestApp, type TestTenant } from '../harness/app.ts';
import { expectAccessible, expectFits, listen, sees, useBrowser } from '../harness/browser.ts';
import { runJobs } from '../harness/jobs.ts';
import { letIn, PASSWORD } from '../harness/let-in.ts';

const DAY = 86_400_000;
const PHONE = { viewport: { width: 360, height: 740 } };
const browser = useBrowser();

describe('people who are welcomed', () => {
  let app: TestApp;
  let server: Awaited<ReturnType<typeof listen>>;
  let tenant: TestTenant;

  beforeAll(async () => {
    app = await makeTestApp({ PUBLIC_URL: '' });
    server = await listen(app);
    tenant = await makeTestTenant(app, { locale: 'en' });
    // An owner without a password would keep the first run open.
    await letIn(app, tenant, server.url, tenant.owner);
  });
  afterAll(async () => {
    await server.close();
    await app.end();
  });

  const words = (locale: Locale) => app.words[locale].entry;
  const urlOf = async (id: Parameters<typeof linksFor>[2][number]) => {
    const links = await tenant.asSystem((scope) => linksFor(app, scope, [id]));
    return links.get(id)!.url.replace(app.config.publicUrl, server.url);
  };
  const add = (locale: Locale) =>
    tenant.asSystem((scope) =>
      createUser(scope, {
        firstName: 'Anna',
        lastName: 'Jansen',
        email: `anna.${newId()}@zorggroep.example`,
        locale,
        source: 'form',
      }),
    );
  const person = (id: UserId) => tenant.asSystem((scope) => findUser(scope.tx, id));
  async function invite(id: UserId, from = 0, to = 14 * DAY): Promise<string> {
    const [made] = await tenant.asSystem((scope) =>
      prepareActivations(scope, [id], {
        expiresAt: new Date(scope.now.getTime() + to),
        notBefore: from ? new Date(scope.now.getTime() + from) : null,
      }),
    );
    return urlOf(made!.activationId);
  }

  it.each(LOCALES)('come in with one link and one password, and come back (%s)', async (locale) => {
    const t = words(locale);
    const id = await add(locale);
    const email = (await person(id))!.email!;
    const context = await browser.context({ ...PHONE, locale: 'fr' });
    const page = await context.newPage();
    // The pages are the same in every language: a machine looks at one of them, people at all.
    const look = locale === 'nl' ? expectAccessible : async () => undefined;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const url = await invite(id);
    await page.goto(url);
    await page.getByRole('heading', { name: t.activate.title, exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    expect(page.url()).not.toContain('#');
    const secret = url.split('#')[1]!;
    expect(asked.some((address) => address.includes(secret))).toBe(false);
    await look(page);
    await expectFits(page);

    await page.getByRole('button', { name: t.activate.submit }).click();
    await sees(page, t.required);
    const field = page.getByLabel(t.password.label, { exact: true });
    expect(await field.getAttribute('autocomplete')).toBe('new-password');
    await field.fill('kort');
    await page.getByRole('button', { name: t.activate.submit }).click();
    await sees(page, app.words[locale].errors.password.tooShort.replace('{min}', '12'));
    expect(await field.inputValue()).toBe('kort');
    await page.reload();
    await field.fill(PASSWORD);
    await page.getByRole('button', { name: t.password.showLabel }).click();
    expect(await field.getAttribute('type')).toBe('text');
    await page.getByRole('button', { name: t.activate.submit }).click();
    await page.waitForURL(`${server.url}/`);
    expect(await person(id)).toMatchObject({ activated_at: expect.any(Date), visited_at: expect.any(Date) });

    await page.goto('about:blank');
    await context.request.delete(`${server.url}/api/v1/session`, { headers: { origin: server.url } });
    await page.goto(`${server.url}/login?next=/profile`);
    await page.locator('select').selectOption(locale);
    await page.getByRole('heading', { name: t.logIn.title }).waitFor();
    await look(page);
    await page.getByLabel(t.logIn.email, { exact: true }).fill(email);
    await page.getByLabel(t.logIn.password, { exact: true }).fill('not this one at all');
    await page.getByRole('button', { name: t.logIn.submit }).click();
    await sees(page.getByRole('alert'), app.words[locale].errors.session.wrong);
    expect(await page.getByLabel(t.logIn.email, { exact: true }).inputValue()).toBe(email);

    await page.getByRole('link', { name: t.logIn.forgot }).click();
    await page.getByRole('heading', { name: t.forgot.title }).waitFor();
    expect(await page.getByLabel(t.logIn.email, { exact: true }).inputValue()).toBe(email);
    await look(page);
    await page.goBack();
    await page.getByLabel(t.logIn.password, { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: t.logIn.submit }).click();
    await page.waitForURL(`${server.url}/profile`);
    await context.close();
  });

  it('with an expired link get a new one, by one tap', async () => {
    const id = await add('nl');
    const url = await invite(id, 0, 3_600_000);
    app.clock.shift = DAY;
    try {
      const page = await (await browser.context(PHONE)).newPage();
      await page.goto(url);
      await page.getByRole('heading', { name: words('nl').link.expiredTitle }).waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: words('nl').link.renew }).click();
      await page.getByRole('heading', { name: words('nl').link.renewedTitle }).waitFor();
      await expectAccessible(page);
      await runJobs(app);
      const mails = await tenant.asSystem((scope) =>
        scope.tx.selectFrom('mails').select('kind').where('user_id', '=', id).execute(),
      );
      expect(mails).toEqual([{ kind: 'renewal' }]);
    } finally {
      app.clock.shift = 0;
    }
  });

  it('set a new password with a reset link, and log in with it', async () => {
    const id = await add('de');
    const page = await (await browser.context(PHONE)).newPage();
    const t = words('de');
    await page.goto(await invite(id));
    await page.getByLabel(t.password.label, { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: t.activate.submit }).click();
    await page.waitForURL(`${server.url}/`);
    const made = await tenant.asSystem((scope) => prepareReset(scope, id));
    await page.goto(await urlOf(made!.activationId));
    await page.getByRole('heading', { name: t.reset.title }).waitFor();
    await expectAccessible(page);
    await page.getByLabel(t.password.label, { exact: true }).fill('Regenschirm Laterne Zitrone');
    await page.getByRole('button', { name: t.reset.submit }).click();
    await page.waitForURL(`${server.url}/login?note=reset`);
    expect((await page.context().request.get(`${server.url}/api/v1/session`)).status()).toBe(401);
  });

  it('find every state of a link explained, with a next step, and nothing about them in the page', async () => {
    const page = await (await browser.context({ ...PHONE, locale: 'en' })).newPage();
    const t = words('en').link;
    const used = await add('en');
    const usedUrl = await invite(used);
    await page.goto(usedUrl);
    await page.getByLabel(words('en').password.label, { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: words('en').activate.submit }).click();
    await page.waitForURL(`${server.url}/`);
    const gone = await add('en');
    const goneUrl = await invite(gone);
    await tenant.asSystem((scope) =>
      scope.tx.updateTable('users').set({ deactivated_at: new Date() }).where('id', '=', gone).execute(),
    );
    const moved = await add('en');
    const movedUrl = await invite(moved);
    await tenant.asSystem((scope) =>
      scope.tx
        .updateTable('users')
        .set({ email_key: `${newId()}@x.example` })
        .where('id', '=', moved)
        .execute(),
    );
    const cases: [string, string][] = [
      [usedUrl, t.usedTitle],
      [await invite(await add('en'), DAY), t.notYetTitle],
      [goneUrl, t.deactivatedTitle],
      [movedUrl, t.revokedTitle],
      [`${server.url}/activate/${newId()}#${'a'.repeat(52)}`, t.unknownTitle],
      [`${server.url}/activate/rubbish`, t.unknownTitle],
      [`${server.url}/reset/rubbish#x`, t.unknownTitle],
    ];
    const closely = [t.usedTitle, t.deactivatedTitle];
    for (const [url, title] of cases) {
      const html = await (await fetch(url)).text();
      expect(html).not.toMatch(/Anna|Jansen|zorggroep\.example/);
      await page.goto('about:blank');
      await page.goto(url);
      await page.getByRole('heading', { name: title }).waitFor();
      expect(await page.locator('main').innerText()).not.toMatch(/Anna|Jansen|zorggroep\.example/);
      if (closely.includes(title)) await expectAccessible(page);
      await expectFits(page);
    }
  });

  it('lose no link to a machine that loads, clicks and submits everything without typing', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => add('en')));
    const active = await add('en');
    await tenant.asSystem((scope) => markActivated(scope, active));
    const reset = await tenant.asSystem((scope) => prepareReset(scope, active));
    const pages = [
      ...(await Promise.all(people.map((id) => invite(id)))).map((url) => ({ url, submit: words('en').activate.submit })),
      { url: await urlOf(reset!.activationId), submit: words('en').reset.submit },
    ];
    const context = await browser.context(PHONE);
    for (const { url, submit } of pages) {
      const page = await context.newPage();
      await page.goto(url);
      await page.getByRole('button', { name: submit }).waitFor();
      for (const button of await page.getByRole('button').all())
        await button.click({ timeout: 500, noWaitAfter: true }).catch(() => undefined);
      await page.evaluate(() => {
        for (const form of document.forms) form.requestSubmit();
      });
      await page.keyboard.press('Enter');
      await page.close();
    }
    for (const id of people) expect(await person(id)).toMatchObject({ activated_at: null, visited_at: expect.any(Date) });
    const spent = await tenant.asSystem((scope) =>
      scope.tx
        .selectFrom('activations')
        .select('id')
        .where('user_id', 'in', [...people, active])
        .where('used_at', 'is not', null)
        .execute(),
    );
    expect(spent).toEqual([]);
  });
});

describe('the first run', () => {
  it.each(LOCALES)('makes an environment, its owner and sample people (%s)', async (locale) => {
    const app = await makeTestApp({ PUBLIC_URL: '' });
    const server = await listen(app);
    try {
      const t = app.words[locale].entry.setup;
      const code = (await makeSetupCode(app))!;
      const context = await browser.context({ ...PHONE, locale });
      const page = await context.newPage();
      const look = locale === 'de' ? expectAccessible : async () => undefined;
      await page.goto(`${server.url}/`);
      await page.goto(`${server.url}/login`);
      await page.getByRole('heading', { name: t.waitingTitle }).waitFor();
      await page.goto(`${server.url}/setup`);
      await page.getByLabel(t.code).fill('0000-0000-0000');
      await page.getByRole('button', { name: t.next }).click();
      await sees(page, app.words[locale].errors.setup.wrongCode);
      await look(page);
      await page.goto('about:blank');
      await page.goto(`${server.url}/setup#${code}`);
      await page.getByRole('heading', { name: t.placeTitle }).waitFor();
      expect(page.url()).toBe(`${server.url}/setup`);
      await look(page);
      await page.getByRole('button', { name: t.next }).click();
      await sees(page, app.words[locale].entry.required);
      await page.getByLabel(t.name).fill('Zorggroep Voorbeeld');
      await page.getByRole('button', { name: t.next }).click();

      await page.getByRole('heading', { name: t.ownerTitle }).waitFor();
      await page.getByLabel(t.firstName).fill('Børje');
      await page.getByLabel(t.lastName).fill('van der Østerhof');
      await page.getByLabel(t.email, { exact: true }).fill('borje@zorggroep.example');
      await page.getByLabel(app.words[locale].entry.password.label, { exact: true }).fill(PASSWORD);
      await look(page);
      await page.getByRole('button', { name: t.next }).click();

      await page.getByRole('heading', { name: t.mailTitle }).waitFor();
      expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
      await page.getByRole('button', { name: t.next }).click();
      await sees(page, t.opensChoose);
      await look(page);
      await page.getByLabel(t.opensOff).check();
      await page.getByRole('button', { name: t.next }).click();

      await page.getByRole('heading', { name: t.startTitle }).waitFor();
      await page.getByLabel(t.startSample).check();
      await look(page);
      await expectFits(page);
      await page.getByRole('button', { name: t.submit }).click();
      await page.waitForURL(`${server.url}/admin/users`);

      const me = await (await context.request.get(`${server.url}/api/v1/session`)).json();
      expect(me).toMatchObject({
        user: { name: 'Børje van der Østerhof', role: 'owner', locale },
        tenant: { sealed: true, mailbox: true, locale },
      });
      const stations = await (await context.request.get(`${server.url}/api/v1/users/stations`)).json();
      expect(stations.added).toBeGreaterThan(50);
      expect(await makeSetupCode(app)).toBeNull();
      const again = await browser.context(PHONE);
      const late = await again.newPage();
      await late.goto(`${server.url}/setup#${code}`);
      await late
        .getByRole('heading', { name: app.words.en.entry.setup.closedTitle })
        .or(late.getByRole('heading', { name: t.closedTitle }))
        .waitFor();
      await look(late);
    } finally {
      await server.close();
      await app.end();
    }
  });
});
