import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTestApp, makeTestTenant, type TestApp, type TestTenant } from '../../../test/harness/app.ts';
import { type ChaosSmtp, startChaosSmtp } from '../../../test/harness/chaos-smtp.ts';
import { deliverAll, mailRows, postTo, QUICK, testKind, until } from '../../../test/harness/mail-bed.ts';
import { newId } from '../../kernel/ids.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { openBatch, startDelivery } from './index.ts';
import { listMailbox, showInMailbox } from './mailbox.ts';
import { noteOpen, pictureResponse } from './note-open.ts';
import { resolveMail, showMailsOfUser, showTotals, showTransport } from './show-mails.ts';

let chaos: ChaosSmtp;
let sending: TestApp;
let keeping: TestApp;

beforeAll(async () => {
  chaos = await startChaosSmtp();
  sending = await makeTestApp({ SMTP_URL: `${chaos.url}?connections=2`, WELKOM_MAIL_FROM: 'welkom@example.org' });
  keeping = await makeTestApp();
});
afterAll(async () => {
  await Promise.all([sending.end(), keeping.end()]);
  await chaos.close();
});

const only = async (tenant: TestTenant) => (await mailRows(tenant))[0]!;

it('the mailbox shows kept mails as they would be read, to the owner only', async () => {
  const tenant = await makeTestTenant(keeping);
  await postTo(tenant, ['one@example.org', 'two@example.org']);
  await deliverAll(keeping, testKind());
  const { items } = await tenant.as('owner', (scope) => listMailbox(keeping, testKind(), scope, { q: 'TWO@' }));
  expect(items.map((item) => item.to.address)).toEqual(['two@example.org']);
  const mail = await tenant.as('owner', (scope) => showInMailbox(keeping, testKind(), scope, items[0]!.id as never));
  expect(mail.text.split('\n')).toContain(`https://welkom.test/activate/${items[0]!.id}#secret`);
  expect(mail.html).toContain(`href="https://welkom.test/activate/${items[0]!.id}#secret"`);
  await expect(tenant.as('admin', (scope) => listMailbox(keeping, testKind(), scope, {}))).rejects.toMatchObject({
    code: 'forbidden',
  });
  const dump = await tenant.asSystem(
    async ({ tx }) =>
      (
        await sql<{ all: string }>`select string_agg(m::text, ' ') as all from mails m where m.tenant_id = ${ofTenant}`.execute(
          tx,
        )
      ).rows,
  );
  expect(dump[0]?.all).not.toContain('#secret');
});

it('there is no mailbox where mails are sent', async () => {
  const tenant = await makeTestTenant(sending);
  await expect(tenant.as('owner', (scope) => listMailbox(sending, testKind(), scope, {}))).rejects.toMatchObject({
    code: 'mailbox.closed',
  });
  expect(await tenant.as('owner', (scope) => showTransport(sending, scope))).toMatchObject({
    kept: false,
    sealed: false,
    server: `127.0.0.1:${chaos.port}`,
  });
});

it('a mail in doubt is treated as sent, or the very same is sent again, as somebody decides', async () => {
  const tenant = await makeTestTenant(sending);
  await postTo(tenant, ['dropdot@example.org'], { userId: newId() });
  await deliverAll(sending, testKind());
  const { id } = await only(tenant);
  expect(await tenant.as('owner', showTotals)).toMatchObject({ unknown: 1, waiting: 0 });
  await tenant.as('owner', (scope) => resolveMail(scope, id as never, 'again'));
  await deliverAll(sending, testKind());
  expect(chaos.taken.filter((mail) => mail.messageId === `<${id}@example.org>`)).toHaveLength(2);
  const [first, second] = chaos.taken.filter((mail) => mail.messageId === `<${id}@example.org>`);
  expect(first?.message).toBe(second?.message);
  await tenant.as('owner', (scope) => resolveMail(scope, id as never, 'sent'));
  expect((await only(tenant)).state).toBe('accepted');
  await expect(tenant.as('owner', (scope) => resolveMail(scope, id as never, 'again'))).rejects.toMatchObject({
    code: 'mail.notUnknown',
  });
});

it('evidence of one person stands in the order it came, with the words of the server', async () => {
  const tenant = await makeTestTenant(sending);
  const userId = newId<'user'>();
  await postTo(tenant, ['grey@evidence.example.org'], { userId });
  await deliverAll(sending, testKind());
  sending.clock.shift += 6 * 60_000;
  await deliverAll(sending, testKind());
  const { mails, measured } = await tenant.as('owner', (scope) => showMailsOfUser(scope, userId));
  expect(measured).toBe(false);
  expect(mails[0]?.events.map((event) => [event.event, event.reply?.code, event.meaning])).toEqual([
    ['deferred', 451, 'greylisted'],
    ['accepted', 250, null],
  ]);
  expect(mails[0]?.openedAt).toBeNull();
});

it('a picture tells of an opening only while that is measured, and answers the same for everything', async () => {
  const tenant = await makeTestTenant(sending, { openTracking: true });
  await postTo(tenant, ['measured@example.org'], { userId: newId() });
  await deliverAll(sending, testKind());
  const openId = /\/o\/([0-9a-f-]{36})\.gif/.exec(Buffer.from(chaos.taken.at(-1)!.message.replace(/=\r\n/g, '')).toString())?.[1];
  const [row] = await tenant.asSystem(
    async ({ tx }) =>
      (await sql<{ open_id: string; id: string }>`select open_id, id from mails where tenant_id = ${ofTenant}`.execute(tx)).rows,
  );
  expect(row?.open_id).not.toBe(row?.id);
  expect(openId ?? row?.open_id).toBe(row?.open_id);
  const OUTLOOK = 'Mozilla/4.0 (compatible; MSIE 7.0; Microsoft Outlook 16.0)';
  expect(await tenant.asSystem((scope) => noteOpen(scope, row!.open_id, OUTLOOK))).toBeNull();
  sending.clock.shift += 60_000;
  expect(await tenant.asSystem((scope) => noteOpen(scope, newId(), OUTLOOK))).toBeNull();
  await tenant.asSystem(({ tx }) => sql`update tenants set open_tracking = false where id = ${ofTenant}`.execute(tx));
  expect(await tenant.asSystem((scope) => noteOpen(scope, row!.open_id, OUTLOOK))).toBeNull();
  await tenant.asSystem(({ tx }) => sql`update tenants set open_tracking = true where id = ${ofTenant}`.execute(tx));
  expect(await tenant.asSystem((scope) => noteOpen(scope, row!.open_id, OUTLOOK))).not.toBeNull();
  expect(pictureResponse().headers.get('cache-control')).toContain('no-store');
});

it('what somebody waits for overtakes a sending of many', async () => {
  const tenant = await makeTestTenant(sending);
  const batchId = newId<'wave'>();
  await tenant.asSystem((scope) => openBatch(scope, batchId));
  await postTo(
    tenant,
    Array.from({ length: 60 }, (_, at) => `slow+${at}@bulk.example.org`),
    { lane: 2, batchId },
  );
  const delivery = startDelivery(sending, testKind(), QUICK);
  await until('the sending is under way', () => chaos.taken.some((mail) => mail.to.endsWith('@bulk.example.org')));
  await postTo(tenant, ['urgent@example.org']);
  await until('the urgent one has left', () => chaos.taken.some((mail) => mail.to === 'urgent@example.org'));
  const before = chaos.taken.filter((mail) => mail.to.endsWith('@bulk.example.org')).length;
  await delivery.stop();
  expect(before).toBeLessThan(55);
});
