import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { erasePerson } from '../../src/features/leaving/index.ts';
import { showCopy } from '../../src/features/mail/show-copy.ts';
import { createUser, deactivateUsers, lockUsers, userToSee } from '../../src/features/users/index.ts';
import { sendOneWelcome } from '../../src/features/welcome/index.ts';
import { listTemplates, saveTemplate } from '../../src/features/welcome/templates.ts';
import { type MailId, newId, type UserId } from '../../src/kernel/ids.ts';
import { allBelongings } from '../../src/main/belongings.ts';
import { allMails } from '../../src/main/mails.ts';
import { ofTenant } from '../../src/platform/db/tenant-wall.ts';
import { makeTestApp, makeTestTenant, type TestApp, type TestTenant } from '../harness/app.ts';
import { type ChaosSmtp, startChaosSmtp } from '../harness/chaos-smtp.ts';
import { deliverAll } from '../harness/mail-bed.ts';

let chaos: ChaosSmtp;
let app: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  chaos = await startChaosSmtp();
  app = await makeTestApp({ SMTP_URL: `${chaos.url}?connections=2`, WELKOM_MAIL_FROM: 'welkom@example.org' });
  tenant = await makeTestTenant(app, { locale: 'en' });
});
afterAll(async () => {
  await app.end();
  await chaos.close();
});

async function welcomed(firstName: string): Promise<{ id: UserId; mail: MailId }> {
  const id = await tenant.asSystem((scope) =>
    createUser(scope, { firstName, lastName: 'Zwart', email: `${newId()}@example.org`, locale: 'en', source: 'form' }),
  );
  const { mailId } = await tenant.as('admin', (scope) => sendOneWelcome(app, scope, { userId: id, key: newId() }));
  await deliverAll(app, allMails);
  return { id, mail: mailId! };
}
const copyOf = (mail: MailId) => tenant.as('user_manager', (scope) => showCopy(app, allMails, scope, mail, userToSee));

/** Puts a sentence of its own in the welcome e-mail. */
async function write(words: string): Promise<void> {
  const { locale, version, content } = (await tenant.as('admin', (scope) => listTemplates(app, scope)))[0]!;
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: words }] };
  const body = { ...content.body, content: [...(content.body.content ?? []), paragraph] } as typeof content.body;
  await tenant.as('admin', (scope) => saveTemplate(app, scope, { locale, version, content: { ...content, body } }));
}

test('a mail that was sent is shown with the text of then, and without its link', async () => {
  const shipped = await welcomed('Sara');
  await write('See you on Monday.');
  const own = await welcomed('Tom');
  await write('The canteen moved.');
  expect((await copyOf(shipped.mail)).copy).toMatchObject({ shipped: true, hasLink: true });
  const { copy, from, to } = await copyOf(own.mail);
  expect(copy).toMatchObject({ shipped: false, hasLink: true });
  expect(copy!.text).toContain('See you on Monday.');
  expect(copy!.text).not.toContain('The canteen moved.');
  expect(copy!.html).toContain('Tom');
  expect({ from, name: to.name }).toEqual({ from: 'Zorggroep Voorbeeld <welkom@example.org>', name: 'Tom Zwart' });
  const said = `${copy!.text} ${copy!.html}`;
  expect(said).toContain('http://welkom.test/activate/link-not-shown-here');
  expect(said).not.toMatch(/\/activate\/[0-9a-f-]{36}/);
});

test('also when its link works no more; erased, it is gone, and nobody else may look', async () => {
  const { id, mail } = await welcomed('Uma');
  await tenant.as('admin', async (scope) => deactivateUsers(scope, await lockUsers(scope.tx, [id]), null));
  expect((await copyOf(mail)).copy).toMatchObject({ hasLink: true });
  await tenant.as('admin', (scope) => erasePerson(scope, allBelongings, { id, name: 'Uma Zwart' }));
  expect((await copyOf(mail)).copy).toBeNull();
  await expect(tenant.as('member', (scope) => showCopy(app, allMails, scope, mail, userToSee))).rejects.toThrow('forbidden');
  await expect(copyOf(newId<'mail'>())).rejects.toThrow('notFound');
  const other = await makeTestTenant(app);
  await expect(other.as('owner', (scope) => showCopy(app, allMails, scope, mail, userToSee))).rejects.toThrow('notFound');
  const dump = await tenant.asSystem(({ tx }) =>
    sql<{ all: string }>`select string_agg(m::text, ' ') as all from mails m where m.tenant_id = ${ofTenant}`.execute(tx),
  );
  expect(dump.rows[0]?.all).not.toContain('#');
});
