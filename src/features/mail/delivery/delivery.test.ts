import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestApp, makeTestTenant, type TestApp, type TestTenant } from '../../../../test/harness/app.ts';
import { type ChaosOptions, type ChaosSmtp, startChaosSmtp } from '../../../../test/harness/chaos-smtp.ts';
import { deliverAll, mailRows, postTo, QUICK, testKind, until } from '../../../../test/harness/mail-bed.ts';
import { newId } from '../../../kernel/ids.ts';
import { type MailFate, openBatch, resumeBatch, showBatches, startDelivery, takeBack } from '../index.ts';

let chaos: ChaosSmtp;
let app: TestApp;
let tenant: TestTenant;
let told: MailFate[];

async function start(options: ChaosOptions = {}, user = ''): Promise<void> {
  chaos = await startChaosSmtp(options);
  app = await makeTestApp({
    SMTP_URL: `${chaos.url.replace('//', `//${user}`)}?connections=4`,
    WELKOM_MAIL_FROM: 'welkom@example.org',
  });
  tenant = await makeTestTenant(app);
  told = [];
}
const stateOf = async (address: string) => (await mailRows(tenant)).find((row) => row.address === address);
const transport = () =>
  app.db.acrossTenants(
    async (tx) =>
      (
        await sql<{
          problem: string | null;
          words: string | null;
          down_since: Date | null;
        }>`select * from mail_transport`.execute(tx)
      ).rows[0],
  );

afterEach(async () => {
  await app.end();
  await chaos.close();
});

describe('the outbox, with a mail server', () => {
  beforeEach(() => start());

  it('hands every mail over once and writes down the words of the server', async () => {
    await postTo(
      tenant,
      Array.from({ length: 60 }, (_, at) => `person${at}@example.org`),
    );
    await deliverAll(app, testKind(told));
    const rows = await mailRows(tenant);
    expect(
      rows.every(
        (row) => row.state === 'accepted' && row.reply_code === 250 && row.reply_enhanced === '2.0.0' && row.attempts === 1,
      ),
    ).toBe(true);
    expect(chaos.taken).toHaveLength(60);
    expect(new Set(chaos.taken.map((mail) => mail.messageId))).toEqual(new Set(rows.map((row) => `<${row.id}@example.org>`)));
    expect(told).toHaveLength(60);
    expect(chaos.lines.most).toBeLessThanOrEqual(5);
  });

  it('tells each refusal apart, and only a dead address counts against the address', async () => {
    await postTo(tenant, [
      'gone@example.org',
      'policy@example.org',
      'fullnow@example.org',
      'toobig@example.org',
      'nodot@example.org',
      'fine@example.org',
    ]);
    await deliverAll(app, testKind(told));
    expect(
      Object.fromEntries((await mailRows(tenant)).map((row) => [row.address.split('@')[0], `${row.state} ${row.meaning}`])),
    ).toEqual({
      gone: 'refused noSuchAddress',
      policy: 'refused senderPolicy',
      fullnow: 'refused mailboxFull',
      toobig: 'refused tooLarge',
      nodot: 'refused content',
      fine: 'accepted null',
    });
    expect(told.filter((fate) => fate.addressIsDead).map((fate) => fate.address)).toEqual(['gone@example.org']);
    expect((await stateOf('gone@example.org'))?.reply_words).toBe('no such user here');
  });

  it('comes back later where the server says later, with the same message', async () => {
    await postTo(tenant, ['grey@example.org', 'full@example.org']);
    await deliverAll(app, testKind());
    expect((await mailRows(tenant)).map((row) => row.state)).toEqual(['deferred', 'deferred']);
    app.clock.shift += 6 * 60_000;
    await deliverAll(app, testKind());
    expect((await stateOf('grey@example.org'))?.state).toBe('accepted');
    expect((await stateOf('full@example.org'))?.attempts).toBe(2);
    for (let tries = 0; tries < 10; tries++) {
      app.clock.shift += 14 * 3_600_000;
      await deliverAll(app, testKind(told));
    }
    expect(await stateOf('full@example.org')).toMatchObject({ state: 'expired', attempts: 10, meaning: 'mailboxFull' });
    expect(told.map((fate) => fate.state)).toContain('expired');
  });

  it('says unknown, and does not send again, where the answer to the message never came', async () => {
    await postTo(tenant, ['dropdot@example.org', 'fine@example.org']);
    await deliverAll(app, testKind());
    expect((await mailRows(tenant)).map((row) => row.state).sort()).toEqual(['accepted', 'unknown']);
    app.clock.shift += 80 * 3_600_000;
    await deliverAll(app, testKind());
    expect([...chaos.copies().values()]).toEqual([1, 1]);
  });

  it('tries again by itself where the line broke before the message left', async () => {
    await postTo(tenant, ['dropdata@example.org', 'droprcpt@example.org', 'busy@example.org']);
    await deliverAll(app, testKind());
    expect((await mailRows(tenant)).map((row) => row.state)).toEqual(['deferred', 'deferred', 'deferred']);
    expect(chaos.taken).toHaveLength(0);
  });

  it('waits while the server is down, says so, and goes on by itself; nobody fails for it', async () => {
    await chaos.down();
    await postTo(
      tenant,
      Array.from({ length: 30 }, (_, at) => `person${at}@example.org`),
    );
    const delivery = startDelivery(app, testKind(told), QUICK);
    await until('it is said that the server is down', async () => (await transport())?.problem === 'unreachable');
    expect((await mailRows(tenant)).every((row) => row.state === 'queued' && row.attempts === 0)).toBe(true);
    expect((await transport())?.down_since).toBeInstanceOf(Date);
    await chaos.up();
    await until('all have left', async () => (await mailRows(tenant)).every((row) => row.state === 'accepted'));
    await delivery.stop();
    expect([...chaos.copies().values()].every((copies) => copies === 1)).toBe(true);
    expect(await transport()).toMatchObject({ problem: null, down_since: null });
  });

  it('sends nothing any more that was taken back, however late', async () => {
    await chaos.down();
    const [first, second] = await postTo(tenant, ['one@example.org', 'two@example.org']);
    const delivery = startDelivery(app, testKind(), QUICK);
    await until('the mails are held by a worker', async () => (await transport())?.problem === 'unreachable');
    await tenant.asSystem((scope) => takeBack(scope, { mailIds: [first!] }, 'deactivated'));
    await chaos.up();
    await until('the other has left', async () => (await stateOf('two@example.org'))?.state === 'accepted');
    await delivery.stop();
    expect(chaos.taken.map((mail) => mail.to)).toEqual(['two@example.org']);
    expect(await stateOf('one@example.org')).toMatchObject({ state: 'taken_back', meaning: 'deactivated' });
    expect(second).not.toBeNull();
  });

  it('takes back what its kind no longer wants', async () => {
    await postTo(tenant, ['one@example.org'], { content: { unwanted: true } });
    await deliverAll(app, testKind());
    expect(await stateOf('one@example.org')).toMatchObject({ state: 'taken_back', meaning: 'gone' });
    expect(chaos.taken).toHaveLength(0);
  });

  it('writes a mail with the same key once', async () => {
    const ids = [
      ...(await postTo(tenant, ['one@example.org'], { dedupeKey: 'k' })),
      ...(await postTo(tenant, ['one@example.org'], { dedupeKey: 'k' })),
    ];
    await deliverAll(app, testKind());
    expect(ids.map((id) => id === null)).toEqual([false, true]);
    expect(chaos.taken).toHaveLength(1);
  });

  it('never lets two workers send the same mail', async () => {
    await postTo(
      tenant,
      Array.from({ length: 300 }, (_, at) => `person${at}@example.org`),
    );
    const workers = [1, 2, 3].map(() => startDelivery(app, testKind(), QUICK));
    await until('all have left', async () => (await mailRows(tenant)).every((row) => row.state === 'accepted'));
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(chaos.copies().size).toBe(300);
    expect(chaos.taken).toHaveLength(300);
  });

  it('pauses a sending by itself where the server refuses us as a sender, and goes on when told to', async () => {
    const batchId = newId<'wave'>();
    await tenant.asSystem((scope) => openBatch(scope, batchId));
    await postTo(
      tenant,
      Array.from({ length: 40 }, (_, at) => `policy+${at}@example.org`),
      { lane: 2, batchId },
    );
    await deliverAll(app, testKind());
    const [batch] = (await tenant.asSystem((scope) => showBatches(scope, [batchId]))).values();
    expect(batch).toMatchObject({ pausedBecause: 'senderPolicy' });
    expect(batch!.mails.refused).toBeGreaterThanOrEqual(5);
    expect(batch!.mails.queued).toBeGreaterThan(20);
    await tenant.asSystem((scope) => resumeBatch(scope, batchId));
    await deliverAll(app, testKind());
    expect((await tenant.asSystem((scope) => showBatches(scope, [batchId]))).get(batchId)!.mails.refused).toBeGreaterThanOrEqual(
      10,
    );
  });

  it('stops without leaving anything in doubt', async () => {
    await postTo(
      tenant,
      Array.from({ length: 80 }, (_, at) => `slow+${at}@example.org`),
    );
    const delivery = startDelivery(app, testKind(), QUICK);
    await until('some have left', () => chaos.taken.length >= 5);
    await delivery.stop();
    const rows = await mailRows(tenant);
    const accepted = rows.filter((row) => row.state === 'accepted').length;
    expect(accepted).toBe(chaos.taken.length);
    expect(rows.filter((row) => row.state === 'queued')).toHaveLength(80 - accepted);
    const { rows: held } = await app.db.acrossTenants((tx) =>
      sql`select 1 from mail_dispatch where lease_until is not null`.execute(tx),
    );
    expect(held).toEqual([]);
  });

  it('gives an address with other letters only to a server that takes them', async () => {
    await postTo(tenant, ['jürgen@example.org']);
    await deliverAll(app, testKind());
    expect(await stateOf('jürgen@example.org')).toMatchObject({ state: 'refused', meaning: 'needsAscii' });
    expect(chaos.taken).toHaveLength(0);
  });
});

describe('the outbox, with a server that minds', () => {
  it('the login: waits and says so, nobody fails for it', async () => {
    await start({ needsLogin: true }, 'user:wrong@');
    await postTo(tenant, ['one@example.org']);
    const delivery = startDelivery(app, testKind(), QUICK);
    await until('it is said', async () => (await transport())?.problem === 'auth');
    await delivery.stop();
    expect((await mailRows(tenant)).map((row) => [row.state, row.attempts])).toEqual([['queued', 0]]);
    expect((await transport())?.words).toBe('bad credentials');
  });

  it('a missing login: the same', async () => {
    await start({ needsLogin: true });
    await postTo(tenant, ['one@example.org']);
    const delivery = startDelivery(app, testKind(), QUICK);
    await until('it is said', async () => (await transport())?.problem === 'auth');
    await delivery.stop();
    expect((await mailRows(tenant)).map((row) => [row.state, row.attempts])).toEqual([['queued', 0]]);
  });

  it('our sender: the same', async () => {
    await start({ refuseSender: true });
    await postTo(tenant, ['one@example.org']);
    const delivery = startDelivery(app, testKind(), QUICK);
    await until('it is said', async () => (await transport())?.problem === 'sender');
    await delivery.stop();
    expect((await mailRows(tenant)).map((row) => [row.state, row.attempts])).toEqual([['queued', 0]]);
  });

  it('letters: an address with others goes through where SMTPUTF8 is spoken', async () => {
    await start({ smtpUtf8: true });
    await postTo(tenant, ['jürgen@example.org']);
    await deliverAll(app, testKind());
    expect(chaos.taken.map((mail) => mail.to)).toEqual(['jürgen@example.org']);
  });
});

describe('the outbox, without a mail server or in a sealed environment', () => {
  it('keeps the mails here', async () => {
    chaos = await startChaosSmtp();
    app = await makeTestApp();
    tenant = await makeTestTenant(app);
    await postTo(tenant, ['one@example.org', 'two@example.org']);
    await deliverAll(app, testKind());
    expect((await mailRows(tenant)).map((row) => row.state)).toEqual(['kept', 'kept']);
  });

  it('lets nothing out of a sealed environment while its neighbour sends', async () => {
    await start();
    const sealed = await makeTestTenant(app);
    await app.db.acrossTenants((tx) => sql`update tenants set sealed_at = now() where id = ${sealed.id}`.execute(tx));
    await postTo(tenant, ['open@example.org']);
    await postTo(sealed, ['shut@example.org']);
    await deliverAll(app, testKind());
    expect(chaos.taken.map((mail) => mail.to)).toEqual(['open@example.org']);
    expect((await mailRows(sealed)).map((row) => row.state)).toEqual(['kept']);
  });
});
