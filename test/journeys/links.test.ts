import { beforeAll, describe, expect, it } from 'vitest';
import { linksFor, prepareActivations, prepareReset } from '../../src/features/activation/index.ts';
import { createUser, raiseAuthEpoch } from '../../src/features/users/index.ts';
import { type ActivationId, newId, type UserId } from '../../src/kernel/ids.ts';
import { makeTestTenant, type TestTenant, useTestApp } from '../harness/app.ts';
import { runJobs } from '../harness/jobs.ts';
import { makeDoor } from '../harness/visitor.ts';

const PASSWORD = 'paraplu fietsbel oktopus';
const DAY = 86_400_000;
const test = useTestApp();
let tenant: TestTenant;
let door: ReturnType<typeof makeDoor>;

beforeAll(async () => {
  tenant = await makeTestTenant(test.app);
  // Other environments come along below; this one answers on the host that the visitors use.
  await test.app.db.acrossTenants((tx) =>
    tx.insertInto('tenant_hosts').values({ host: 'welkom.test', tenant_id: tenant.id }).execute(),
  );
  door = makeDoor(test.app);
});

const addPerson = (first = 'Anna') =>
  tenant.asSystem((scope) =>
    createUser(scope, { firstName: first, lastName: 'Jansen', email: `anna-${newId()}@zorggroep.example`, source: 'form' }),
  );
const facts = (id: UserId) =>
  tenant.asSystem((scope) => scope.tx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

interface Link {
  purpose: 'activation' | 'reset';
  id: string;
  secret: string;
}
const partsOf = (url: string): Link => {
  const [, page = '', id = '', secret = ''] = /\/(activate|reset)\/([^#]+)#(.+)$/.exec(url) ?? [];
  return { purpose: page === 'activate' ? 'activation' : 'reset', id, secret };
};
async function linkOf(activationId: ActivationId): Promise<Link> {
  const links = await tenant.asSystem((scope) => linksFor(test.app, scope, [activationId]));
  return partsOf(links.get(activationId)!.url);
}
async function invite(userId: UserId, term: { days?: number; notBefore?: Date } = {}): Promise<Link> {
  const [made] = await tenant.asSystem((scope) =>
    prepareActivations(scope, [userId], {
      expiresAt: new Date(scope.now.getTime() + (term.days ?? 14) * DAY),
      notBefore: term.notBefore ?? null,
    }),
  );
  return linkOf(made!.activationId);
}
const use = (link: Link, password = PASSWORD, visitor = door.visitor()) =>
  visitor.post(link.purpose === 'activation' ? '/api/v1/activation' : '/api/v1/password/reset', {
    id: link.id,
    secret: link.secret,
    password,
  });
const look = async (link: Link) => (await door.visitor().post<{ state: string }>('/api/v1/activation/look', link)).body.state;
async function activePerson(): Promise<UserId> {
  const id = await addPerson();
  expect((await use(await invite(id))).status).toBe(200);
  return id;
}
async function later<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  test.app.clock.shift += milliseconds;
  try {
    return await work();
  } finally {
    test.app.clock.shift -= milliseconds;
  }
}
const mailsTo = (id: UserId) =>
  tenant.asSystem((scope) =>
    scope.tx
      .selectFrom('mails')
      .select(['kind', 'state', 'content', 'address'])
      .where('user_id', '=', id)
      .orderBy('id')
      .execute(),
  );

describe('a link of a welcome mail', () => {
  it('lets a person in with a password, and says so to them', async () => {
    const id = await addPerson();
    const link = await invite(id);
    expect(link.secret).toMatch(/^[a-z2-7]{52}$/);
    const visitor = door.visitor();
    expect((await visitor.get('/api/v1/session')).status).toBe(401);
    const done = await use(link, PASSWORD, visitor);
    expect(done).toMatchObject({ status: 200, body: { next: '/' } });
    expect(done.headers.getSetCookie().join()).toMatch(/HttpOnly; SameSite=Lax/);
    expect((await visitor.get('/api/v1/session')).body).toMatchObject({ user: { id }, tenant: { name: 'Zorggroep Voorbeeld' } });
    expect(await facts(id)).toMatchObject({ activated_at: expect.any(Date), invited_at: expect.any(Date) });
    expect((await mailsTo(id)).map((mail) => mail.kind)).toEqual(['activated']);
    expect(await look(link)).toBe('used');
    expect((await use(link)).body).toMatchObject({ code: 'activation.used' });
  });

  it('is used by exactly one of 50 at once', async () => {
    const id = await addPerson();
    const link = await invite(id);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => use(link, `${PASSWORD} ${n}`)));
    const codes = answers.map((answer) => (answer.status === 200 ? 'in' : answer.body.code));
    expect(codes.filter((code) => code === 'in')).toHaveLength(1);
    expect(codes.filter((code) => code === 'activation.used')).toHaveLength(49);
    const kept = await tenant.asSystem((scope) =>
      scope.tx.selectFrom('credentials').select('user_id').where('user_id', '=', id).execute(),
    );
    expect(kept).toHaveLength(1);
    expect((await mailsTo(id)).map((mail) => mail.kind)).toEqual(['activated']);
  });

  it('survives every look of a machine: only a typed password uses it up', async () => {
    const id = await addPerson();
    const link = await invite(id);
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      for (const path of [
        `/activate/${link.id}`,
        '/api/v1/activation',
        '/api/v1/activation/look',
        '/api/v1/activation/renew',
        '/api/v1/password/reset',
      ]) {
        for (let n = 0; n < 20; n++) await door.visitor().request(method, path);
      }
    }
    expect(await facts(id)).toMatchObject({ visited_at: null, activated_at: null });
    for (let n = 0; n < 5; n++) expect(await look(link)).toBe('live');
    expect((await use(link, '')).body.code).toBe('invalid');
    expect((await use(link, 'short')).body).toMatchObject({ code: 'password.tooShort', details: { min: '12' } });
    expect((await use(link, 'annajansen1985')).body.code).toBe('password.personal');
    expect((await use(link, 'wachtwoord12345')).body.code).toBe('password.common');
    expect(await facts(id)).toMatchObject({ visited_at: expect.any(Date), activated_at: null });
    expect((await use(link)).status).toBe(200);
  });

  it('is repeated by a resend, and extended; after expiry there is a new one', async () => {
    const id = await addPerson();
    const first = await invite(id);
    expect(await invite(id, { days: 30 })).toEqual(first);
    expect(await invite(id, { days: 1 })).toEqual(first);
    await later(15 * DAY, async () => expect(await look(first)).toBe('live'));
    await later(31 * DAY, async () => {
      expect(await look(first)).toBe('expired');
      const second = await invite(id);
      expect(second.secret).not.toBe(first.secret);
      expect(await look(first)).toBe('replaced');
      expect(await look(second)).toBe('live');
      expect((await use(first)).body.code).toBe('activation.replaced');
      expect((await use(second)).status).toBe(200);
    });
  });

  it('works from its first day on, to the second', async () => {
    const id = await addPerson();
    const link = await invite(id, { notBefore: new Date(Date.now() + DAY) });
    expect(await look(link)).toBe('notYet');
    expect((await use(link)).body.code).toBe('activation.notYet');
    await later(DAY + 60_000, async () => expect((await use(link)).status).toBe(200));
  });

  it.each(['no uuid', '../../etc/passwd', newId(), '\u{1F600}', `${newId()}'--`])(
    '%s is unknown, without a word about anybody',
    async (id) => {
      const answer = await door.visitor().post('/api/v1/activation/look', { purpose: 'activation', id, secret: 'a'.repeat(52) });
      expect(answer).toMatchObject({ status: 200, body: { state: 'unknown' } });
      expect((await use({ purpose: 'activation', id, secret: 'a'.repeat(52) })).body.code).toBe('activation.unknown');
    },
  );

  it('tells nothing to somebody who has only half of it', async () => {
    const id = await addPerson();
    const link = await invite(id);
    const wrong = await door.visitor().post('/api/v1/activation/look', {
      ...link,
      secret: `${link.secret.slice(0, -1)}${link.secret.endsWith('a') ? 'b' : 'a'}`,
    });
    const nobody = await door.visitor().post('/api/v1/activation/look', { ...link, id: newId() });
    expect(wrong.text).toBe(nobody.text);
  });
});

describe('every combination of link and person', () => {
  type Change = 'none' | 'deactivated' | 'restored' | 'address' | 'everywhere' | 'newer' | 'used' | 'expired';
  const changes: Change[] = ['none', 'deactivated', 'restored', 'address', 'everywhere', 'newer', 'used', 'expired'];
  const cases = changes.flatMap((change) =>
    (['activation', 'reset'] as const).flatMap((purpose) =>
      (['activation', 'reset'] as const).flatMap((endpoint) =>
        ['own', 'foreign'].map((where) => ({ change, purpose, endpoint, where })),
      ),
    ),
  );

  async function make(purpose: 'activation' | 'reset', userId: UserId): Promise<Link> {
    if (purpose === 'activation') return invite(userId);
    const made = await tenant.asSystem((scope) => prepareReset(scope, userId));
    return linkOf(made!.activationId);
  }

  it.each(cases)(
    '$purpose link, $endpoint endpoint, $where environment, $change',
    async ({ change, purpose, endpoint, where }) => {
      const id = purpose === 'activation' ? await addPerson() : await activePerson();
      const link = await make(purpose, id);
      const update = (row: Record<string, unknown>) =>
        tenant.asSystem((scope) => scope.tx.updateTable('users').set(row).where('id', '=', id).execute());
      if (change === 'deactivated' || change === 'restored') await update({ deactivated_at: new Date() });
      if (change === 'restored') await update({ deactivated_at: null });
      if (change === 'address') await update({ email: 'x@new.example', email_key: `${newId()}@new.example` });
      if (change === 'everywhere') await tenant.asSystem((scope) => raiseAuthEpoch(scope, id));
      if (change === 'newer') {
        if (purpose === 'reset') await make('reset', id);
        else await later(15 * DAY, () => make('activation', id));
      }
      if (change === 'used') expect((await use(link)).status).toBe(200);

      let at = door;
      if (where === 'foreign') {
        const other = await makeTestTenant(test.app, { name: 'Elsewhere' });
        const host = `${newId()}.test`;
        await test.app.db.acrossTenants((tx) => tx.insertInto('tenant_hosts').values({ host, tenant_id: other.id }).execute());
        at = { visitor: () => withHost(door.visitor(), host) };
      }
      const attempt = async () =>
        at.visitor().post(endpoint === 'activation' ? '/api/v1/activation' : '/api/v1/password/reset', {
          id: link.id,
          secret: link.secret,
          password: `${PASSWORD} anew`,
        });
      const answer = change === 'expired' ? await later(15 * DAY, attempt) : await attempt();
      const intended = change === 'none' && endpoint === purpose && where === 'own';
      expect(answer.status === 200).toBe(intended);
      if (endpoint !== purpose || where === 'foreign') expect(answer.body.code).toBe('activation.unknown');
    },
  );

  const withHost = (visitor: ReturnType<typeof door.visitor>, host: string) => ({
    ...visitor,
    post: <T>(path: string, body: unknown) => visitor.post<T>(path, body, { host, origin: `http://${host}` }),
  });
});

describe('Forgot password?', () => {
  const ask = (identifier: unknown) =>
    door.visitor(`198.51.100.${Math.floor(Math.random() * 250)}`).post('/api/v1/password/help', { identifier });
  const emailOf = async (id: UserId) => (await facts(id)).email!;

  it('answers the same for everybody, and mails only whoever may come in', async () => {
    const active = await activePerson();
    const invited = await addPerson();
    await invite(invited);
    const held = await addPerson();
    await invite(held, { notBefore: new Date(Date.now() + 5 * DAY) });
    const silent = await addPerson();
    const gone = await activePerson();
    await tenant.asSystem((scope) =>
      scope.tx.updateTable('users').set({ deactivated_at: new Date() }).where('id', '=', gone).execute(),
    );
    const kinds = async (id: UserId) => (await mailsTo(id)).map((mail) => mail.kind).filter((kind) => kind !== 'activated');

    const answers = [await ask('nobody@zorggroep.example'), await ask('rubbish')];
    for (const id of [active, invited, held, silent, gone]) answers.push(await ask(await emailOf(id)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text} ${JSON.stringify([...answer.headers])}`)).size).toBe(
      1,
    );
    expect(answers[0]).toMatchObject({ status: 200, body: {} });
    await runJobs(test.app);
    expect(await kinds(active)).toEqual(['reset']);
    expect(await kinds(invited)).toEqual(['renewal']);
    for (const id of [held, silent, gone]) expect(await kinds(id)).toEqual([]);
  });

  it.each([[['a@b.c']], [{ address: 'a@b.c' }], [null], ['a'.repeat(400)]])(
    'takes one text and nothing else: %j',
    async (identifier) => {
      expect((await ask(identifier)).body.code).toBe('invalid');
    },
  );

  it('sends to the stored address, at most three times an hour', async () => {
    const id = await activePerson();
    const email = await emailOf(id);
    for (let n = 0; n < 5; n++) await ask(email.toUpperCase());
    await runJobs(test.app);
    const resets = (await mailsTo(id)).filter((mail) => mail.kind === 'reset');
    expect(resets).toHaveLength(3);
    expect(new Set(resets.map((mail) => mail.address))).toEqual(new Set([email]));
  });

  it('of several reset links only the newest works, once, and it logs out everywhere', async () => {
    const id = await activePerson();
    const email = await emailOf(id);
    const device = door.visitor();
    await device.post('/api/v1/session', { identifier: email, password: PASSWORD });
    expect((await device.get('/api/v1/session')).status).toBe(200);
    for (let n = 0; n < 2; n++) await ask(email);
    await runJobs(test.app);
    const ids = (await mailsTo(id))
      .filter((mail) => mail.kind === 'reset')
      .map((mail) => (mail.content as { activationId: ActivationId }).activationId);
    const [older, newer] = [await linkOf(ids[0]!), await linkOf(ids[1]!)];
    expect((await use(older, 'regenscherm lantaarn citroen')).body.code).toBe('activation.replaced');
    expect(await use(newer, 'regenscherm lantaarn citroen')).toMatchObject({ status: 200, body: { next: '/login?note=reset' } });
    expect((await device.get('/api/v1/session')).status).toBe(401);
    expect((await device.post('/api/v1/session', { identifier: email, password: PASSWORD })).body.code).toBe('session.wrong');
    expect((await device.post('/api/v1/session', { identifier: email, password: 'regenscherm lantaarn citroen' })).status).toBe(
      200,
    );
    expect((await mailsTo(id)).map((mail) => mail.kind)).toContain('resetDone');
  });

  it('gives a reset link an hour', async () => {
    const id = await activePerson();
    const made = await tenant.asSystem((scope) => prepareReset(scope, id));
    const link = await linkOf(made!.activationId);
    await later(59 * 60_000, async () => expect(await look(link)).toBe('live'));
    await later(60 * 60_000 + 1000, async () => expect(await look(link)).toBe('expired'));
  });

  it('sends a new link to whoever shows an expired one, and says the same to whoever does not', async () => {
    const id = await addPerson();
    const link = await invite(id);
    await later(15 * DAY, async () => {
      const proved = await door.visitor().post('/api/v1/activation/renew', link);
      const guessed = await door.visitor().post('/api/v1/activation/renew', { ...link, secret: 'a'.repeat(52) });
      expect(proved.text).toBe(guessed.text);
      await runJobs(test.app);
      const [mail, ...more] = await mailsTo(id);
      expect(more).toEqual([]);
      expect(mail).toMatchObject({ kind: 'renewal' });
      expect((await use(await linkOf((mail!.content as { activationId: ActivationId }).activationId))).status).toBe(200);
    });
  });
});
