import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/contract/permissions.ts';
import { addressLinks } from '../../src/features/profile/address-links.ts';
import { createUser } from '../../src/features/users/index.ts';
import { type AddressChangeId, newId, type UserId } from '../../src/kernel/ids.ts';
import { makeTestApp, makeTestTenant, type TestApp, type TestTenant } from '../harness/app.ts';
import { expectAccessible, expectFits, listen, sees, useBrowser } from '../harness/browser.ts';
import { letIn, linkOf, PASSWORD } from '../harness/let-in.ts';
import { appCode } from '../harness/members.ts';

const PHONE = { viewport: { width: 360, height: 740 } };
const browser = useBrowser();

describe('somebody who looks after their own account', () => {
  let app: TestApp;
  let server: Awaited<ReturnType<typeof listen>>;
  let tenant: TestTenant;
  let home: string;

  beforeAll(async () => {
    app = await makeTestApp({ PUBLIC_URL: '' });
    server = await listen(app);
    // Passkeys are bound to a name; no browser binds one to 127.0.0.1.
    home = server.url.replace('127.0.0.1', 'localhost');
    tenant = await makeTestTenant(app, { locale: 'en' });
    await tenant.asSystem((scope) => scope.tx.updateTable('tenants').set({ public_url: home }).execute());
    // An owner without a password would keep the first run open.
    await letIn(app, tenant, server.url, tenant.owner);
  });
  afterAll(async () => {
    await server.close();
    await app.end();
  });

  async function member(role: Role = 'member'): Promise<{ id: UserId; email: string }> {
    const email = `anna.${newId()}@zorggroep.example`;
    const id = await tenant.asSystem((scope) =>
      createUser(scope, { firstName: 'Anna', lastName: 'de Vries-van den Berg', email, role, source: 'form' }),
    );
    await letIn(app, tenant, server.url, id);
    return { id, email };
  }
  async function typePassword(page: Page, email: string): Promise<void> {
    await page.goto(`${home}/login`);
    await page.locator('input[name=username]').fill(email);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('button.main').click();
  }
  async function logIn(context: BrowserContext, email: string, part = ''): Promise<Page> {
    const page = await context.newPage();
    await typePassword(page, email);
    await page.waitForURL(`${home}/`);
    await page.goto(`${home}/profile${part}`);
    await page.getByRole('tabpanel').waitFor();
    return page;
  }
  const codeOf = (secret: string, steps: number) => appCode(secret, async () => new Date(), steps);

  it('switches two-step login on, and is asked for a code from then on', async () => {
    const { email } = await member();
    const context = await browser.context(PHONE);
    const page = await logIn(context, email, '?part=access');
    await expectAccessible(page);
    await expectFits(page);
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByRole('img', { name: 'QR code for the app' }).waitFor();
    await expectAccessible(page);
    const secret = ((await page.getByRole('dialog').locator('code').textContent()) ?? '').replaceAll(' ', '');
    const first = await codeOf(secret, -1);
    await page.getByLabel('The code that the app shows').fill(first);
    await page.getByRole('button', { name: 'Switch on' }).click();
    const list = page.getByRole('list', { name: 'Recovery codes' });
    await list.waitFor();
    await expectAccessible(page);
    await page.locator('button:focus', { hasText: 'Copy' }).waitFor();
    const [recovery] = await list.getByRole('listitem').allTextContents();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await sees(page, '10 recovery codes left.');

    await context.clearCookies();
    await typePassword(page, email);
    await page.locator('input[name=one-time-code]:focus').fill(first);
    await page.locator('button.main').click();
    await sees(page, 'This code is not right');
    await expectAccessible(page);
    await page.locator('input[name=one-time-code]').fill(await codeOf(secret, 0));
    await page.locator('button.main').click();
    await page.waitForURL(`${home}/`);

    await context.clearCookies();
    await typePassword(page, email);
    await page.locator('input[name=one-time-code]').fill(recovery!);
    await page.locator('button.main').click();
    await page.waitForURL(`${home}/`);
  });

  it('makes a passkey, logs in with it alone, proves with it who it is, and removes it', async () => {
    const { email } = await member();
    const context = await browser.context();
    const page = await context.newPage();
    const devTools = await context.newCDPSession(page);
    await devTools.send('WebAuthn.enable');
    const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const;
    const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
    });
    await typePassword(page, email);
    await page.waitForURL(`${home}/`);
    await page.goto(`${home}/profile?part=access`);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('button', { name: /^Rename / }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('My laptop');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Rename My laptop' }).waitFor();
    await expectAccessible(page);

    await context.clearCookies();
    await page.goto(`${home}/login`);
    await page.getByRole('button', { name: /passkey/i }).click();
    await page.waitForURL(`${home}/`);

    app.clock.shift += 11 * 60_000;
    await page.goto(`${home}/profile?part=access`);
    const refused: string[] = [];
    page.on('response', (answer) => void (answer.status() >= 400 && refused.push(answer.url())));
    await page
      .getByText(/last used/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Remove My laptop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    const proof = page.getByRole('dialog', { name: 'Is it you?' });
    await proof.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('button', { name: 'Remove My laptop' }).waitFor({ state: 'detached' });
    // Asked beforehand: nothing was refused that the page could have known.
    expect(refused).toEqual([]);
    app.clock.shift = 0;

    const { credentials } = await devTools.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toHaveLength(1);
    await context.clearCookies();
    await page.goto(`${home}/login`);
    await page.getByRole('button', { name: /passkey/i }).click();
    await sees(page, 'This passkey does not work here');
    expect((await page.request.get(`${home}/api/v1/session`)).status()).toBe(401);
  });

  it('comes in with a passkey instead of a password, and sets a password later', async () => {
    const email = `bob.${newId()}@zorggroep.example`;
    const id = await tenant.asSystem((scope) => createUser(scope, { firstName: 'Bob', lastName: 'Post', email, source: 'form' }));
    const url = await linkOf(app, tenant, id);
    const context = await browser.context(PHONE);
    const page = await context.newPage();
    const devTools = await context.newCDPSession(page);
    await devTools.send('WebAuthn.enable');
    const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const;
    await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
    });
    await page.goto(url);
    await page.getByRole('button', { name: 'Rather no password: use a passkey' }).waitFor();
    await expectAccessible(page);
    await expectFits(page);
    await page.getByRole('button', { name: 'Rather no password: use a passkey' }).click();
    await page.waitForURL(`${home}/`);
    await page.goto(url);
    await page.getByRole('heading', { name: 'You are already in.' }).waitFor();

    await page.goto(`${home}/profile?part=access`);
    await page.getByRole('button', { name: 'Remove My first passkey' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await sees(page, 'This passkey is your only way in.');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Create password' }).click();
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Set new password' }).click();
    await page.getByRole('button', { name: 'Change password' }).waitFor();
    await context.clearCookies();
    await typePassword(page, email);
    await page.waitForURL(`${home}/`);
  });

  it('is helped by an admin when the phone is lost', async () => {
    const { id } = await member();
    const admin = await member('admin');
    await tenant.asSystem((scope) => {
      const row = { tenant_id: tenant.id, user_id: id, secret: 'sealed', made_at: scope.now, confirmed_at: scope.now };
      return scope.tx.insertInto('two_step').values(row).execute();
    });
    const page = await logIn(await browser.context(PHONE), admin.email);
    await page.goto(`${home}/admin/users/${id}`);
    await page.getByRole('heading', { name: 'Beside the password' }).waitFor();
    await expectAccessible(page);
    await expectFits(page);
    await page.getByRole('button', { name: 'Phone lost: remove these' }).click();
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Phone lost: remove these' }).click();
    await page.getByRole('heading', { name: 'Beside the password' }).waitFor({ state: 'detached' });
  });

  it('shows a photo, gives another login address, and confirms it from the mail', async () => {
    const { id, email } = await member();
    const page = await logIn(await browser.context(PHONE), email);
    const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 200 } });
    await page.locator('input[type=file]').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('tabpanel').locator('img').waitFor();
    const shown = await page.request.get(`${home}/api/v1/users/${id}/photo`);
    expect(shown.headers()['content-type']).toBe('image/jpeg');

    const wanted = `new.${newId()}@elders.example`;
    await page.getByRole('button', { name: 'Use another address' }).click();
    await page.getByLabel('New address').fill(wanted);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await sees(page, wanted);
    await expectAccessible(page);
    await expectFits(page);
    const url = await tenant.asSystem(async (scope) => {
      const row = await scope.tx.selectFrom('address_changes').select('id').where('user_id', '=', id).executeTakeFirstOrThrow();
      return (await addressLinks(app, scope, [row.id as AddressChangeId])).get(row.id as AddressChangeId)!.url;
    });
    await page.goto(url);
    await page.getByRole('heading', { name: 'Is this your address?' }).waitFor();
    expect(page.url()).not.toContain('#');
    await expectAccessible(page);
    // A machine that clicks everything types nothing.
    await page.getByRole('button', { name: 'Confirm address' }).click();
    await sees(page, 'Please fill this in');
    await page.getByLabel('Type your new address').fill('another@elders.example');
    await page.getByRole('button', { name: 'Confirm address' }).click();
    await sees(page, 'This is not the address that the link was sent to.');
    await page.getByLabel('Type your new address').fill(` ${wanted.toUpperCase()}`);
    await page.getByRole('button', { name: 'Confirm address' }).click();
    await page.getByRole('heading', { name: 'This is your address now.' }).waitFor();
    await page.goto(url);
    await page.getByRole('heading', { name: 'This is your address now.' }).waitFor();
    await page.goto(`${url.split('#')[0]}#nonsense`);
    await sees(page, 'Perhaps a piece of it got lost');
  });
});
