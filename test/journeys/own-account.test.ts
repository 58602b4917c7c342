import { describe, expect, it } from 'vitest';
import { linksFor, prepareReset } from '../../src/features/activation/index.ts';
import { putPhoto } from '../../src/features/profile/photo.ts';
import { hashPassword, replacePassword } from '../../src/features/sessions/index.ts';
import { giveUpFileJob } from '../../src/features/tenants/index.ts';
import { createUser, findUser, lockUser } from '../../src/features/users/index.ts';
import { newId, type UserId } from '../../src/kernel/ids.ts';
import type { Actor } from '../../src/platform/scope.ts';
import { runJobs } from '../harness/jobs.ts';
import { PASSWORD } from '../harness/let-in.ts';
import { OTHER, type Person, useMembers } from '../harness/members.ts';
import type { Visitor } from '../harness/visitor.ts';

const house = useMembers();

describe('the own password', () => {
  const change = (visitor: Visitor, current: string, wanted: string, endOthers = false) =>
    visitor.post('/api/v1/profile/password', { current, password: wanted, endOthers });

  it('is changed by whoever knows the current one; other devices and keys end on request', async () => {
    const { id, email, device } = await house.active();
    const other = house.visitor();
    await house.password(email, PASSWORD, other);
    expect((await change(device, 'not the right one', OTHER)).body.code).toBe('profile.wrongPassword');
    expect((await change(device, '', OTHER)).body.code).toBe('profile.wrongPassword');
    expect((await change(device, PASSWORD, 'short')).body.code).toBe('password.tooShort');
    expect((await change(device, PASSWORD, OTHER)).status).toBe(200);
    expect([await house.isIn(device), await house.isIn(other)]).toEqual([true, true]);
    expect((await house.password(email)).status).toBe(401);
    expect((await change(device, OTHER, PASSWORD, true)).status).toBe(200);
    expect([await house.isIn(device), await house.isIn(other)]).toEqual([true, false]);
    expect((await house.mailsTo(id)).filter((mail) => mail.kind === 'accountNotice')).toHaveLength(2);
    expect(await house.events(id)).toContain('user.passwordChanged');
  });

  it('is not changed by whoever knew the one before a link set another on the way', async () => {
    const { id, email, device } = await house.active();
    const hash = await hashPassword(OTHER);
    let late: ReturnType<typeof change> | undefined;
    await house.tenant.asSystem(async (scope) => {
      await lockUser(scope.tx, id);
      late = change(device, PASSWORD, 'wilde beren broodjes smeren');
      await house.waitsForLock();
      await replacePassword(scope, id, hash);
    });
    expect((await late)?.status).toBe(401);
    expect((await house.password(email, OTHER)).status).toBe(200);
  });
});

describe('a new login address', () => {
  const linkIn = async (id: UserId) => {
    const { addressLinks } = await import('../../src/features/profile/address-links.ts');
    return house.tenant.asSystem(async (scope) => {
      const rows = await scope.tx
        .selectFrom('address_changes')
        .select(['id', 'address'])
        .where('user_id', '=', id)
        .orderBy('asked_at', 'desc')
        .execute();
      const links = await addressLinks(house.app, scope, rows.map((row) => row.id) as never);
      return rows.map((row) => {
        const [, linkId, secret] = /confirm\/(.+)#(.+)/.exec(links.get(row.id as never)!.url) ?? [];
        return { id: linkId!, secret: secret!, email: row.address };
      });
    });
  };
  const fresh = () => `new-${newId()}@elders.example`;
  const shown = (link: { id: string; secret: string } | undefined) => ({ id: link?.id, secret: link?.secret });

  it('counts once it is confirmed; until then the old one does, and it is told', async () => {
    const { id, email, device } = await house.active();
    const wanted = fresh();
    expect((await device.post('/api/v1/profile/address', { email: wanted })).body).toMatchObject({ email, pendingEmail: wanted });
    expect((await house.mailsTo(id)).slice(-2)).toMatchObject([
      { kind: 'addressConfirm', address: wanted },
      { kind: 'accountNotice', address: email, content: { what: 'addressAsked' } },
    ]);
    expect((await house.password(wanted)).status).toBe(401);
    const [link] = await linkIn(id);
    const stranger = house.visitor();
    expect((await stranger.post('/api/v1/address/look', shown(link))).body).toMatchObject({ state: 'live', address: wanted });
    const mistyped = await house.visitor().post('/api/v1/address/confirm', { ...link, email: fresh() });
    expect(mistyped).toMatchObject({ status: 400, body: { code: 'profile.addressNotThis' } });
    const answers = await Promise.all([1, 2, 3].map(() => house.visitor().post('/api/v1/address/confirm', link)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410]);
    expect((await house.password(wanted)).status).toBe(200);
    expect((await house.password(email)).status).toBe(401);
    expect((await house.mailsTo(id)).at(-1)).toMatchObject({
      address: email,
      content: { what: 'addressChanged', newAddress: wanted },
    });
    expect((await stranger.post('/api/v1/address/look', shown(link))).body).toMatchObject({ state: 'confirmed' });
    expect(await house.events(id)).toEqual(expect.arrayContaining(['user.addressAsked', 'user.addressConfirmed']));
    const found = await house.tenant.asSystem((scope) =>
      scope.tx.selectFrom('user_words').select('word').where('user_id', '=', id).execute(),
    );
    expect(found.map((row) => row.word).join(' ')).toContain('elders');
  });

  it('given by an admin waits in the same way; links to the old one die', async () => {
    const { id, email } = await house.active();
    const admin = await house.active('admin');
    const reset = await house.tenant.asSystem(async (scope) => {
      const made = (await prepareReset(scope, id))!;
      return (await linksFor(house.app, scope, [made.activationId])).get(made.activationId)!.url;
    });
    const shown = await admin.device.get<{ version: number }>(`/api/v1/users/${id}`);
    const wanted = fresh();
    const change = await admin.device.request('PATCH', `/api/v1/users/${id}`, { version: shown.body.version, email: wanted });
    expect(change.body).toMatchObject({ toConfirm: wanted, user: { email, pendingEmail: wanted } });
    const [link] = await linkIn(id);
    expect((await house.visitor().post('/api/v1/address/confirm', link)).status).toBe(200);
    const [, linkId, secret] = /reset\/(.+)#(.+)/.exec(reset) ?? [];
    expect((await house.visitor().post('/api/v1/password/reset', { id: linkId, secret, password: OTHER })).status).toBe(410);
  });

  it('of one’s own is asked for in the profile alone, where a proof is wanted', async () => {
    const { id, email, device } = await house.active('admin');
    const { version } = (await device.get<{ version: number }>(`/api/v1/users/${id}`)).body;
    const save = (change: object) => device.request('PATCH', `/api/v1/users/${id}`, { version, ...change });
    expect(await save({ email: fresh() })).toMatchObject({ status: 403, body: { code: 'users.inProfile' } });
    expect((await save({ email, jobTitle: 'Kok' })).status).toBe(200);
  });

  it('mistyped by an admin is withdrawn by the address of now', async () => {
    const { id, email } = await house.active();
    const admin = await house.active('admin');
    const save = async (wanted: string) => {
      const { version } = (await admin.device.get<{ version: number }>(`/api/v1/users/${id}`)).body;
      return admin.device.request('PATCH', `/api/v1/users/${id}`, { version, email: wanted });
    };
    await save(fresh());
    expect((await save(email)).body).toMatchObject({ toConfirm: null, user: { email, pendingEmail: null } });
    expect((await house.visitor().post('/api/v1/address/confirm', (await linkIn(id))[0])).status).toBe(410);
    expect((await house.events(id)).slice(-2)).toEqual(['user.addressAsked', 'user.addressDropped']);
  });

  it('dies when withdrawn, replaced, expired, taken meanwhile, or after logging out everywhere', async () => {
    const { id, device } = await house.active();
    const confirm = (link: { id: string; secret: string } | undefined) => house.visitor().post('/api/v1/address/confirm', link);
    const ask = async (email = fresh()) => expect((await device.post('/api/v1/profile/address', { email })).status).toBe(200);
    await ask();
    await device.delete('/api/v1/profile/address');
    expect((await confirm((await linkIn(id))[0])).body.code).toBe('profile.addressLinkOver');
    await ask();
    const [first] = await linkIn(id);
    await ask();
    expect((await confirm(first)).body.code).toBe('profile.addressLinkOver');
    const [live] = await linkIn(id);
    await house.later(3 * 86_400 + 1, async () => expect((await confirm(live)).body.code).toBe('profile.addressLinkOver'));
    expect((await confirm({ ...live!, secret: `${live!.secret.slice(0, -1)}x` })).body.code).toBe('profile.addressLinkOver');
    const wanted = fresh();
    await ask(wanted);
    const [taken] = await linkIn(id);
    await house.tenant.asSystem((scope) => createUser(scope, { firstName: 'A', lastName: 'B', email: wanted, source: 'form' }));
    expect((await confirm(taken)).body.code).toBe('profile.addressTaken');
    await ask();
    const [last] = await linkIn(id);
    await (await house.active('admin')).device.post(`/api/v1/users/${id}/log-out`, {});
    expect((await confirm(last)).body.code).toBe('profile.addressLinkOver');
  });

  it('needs a fresh proof, another address than now, and one that nobody has', async () => {
    const { email, device } = await house.active();
    const other = await house.active();
    const ask = (wanted: string) => device.post('/api/v1/profile/address', { email: wanted });
    expect((await ask(email)).body.code).toBe('profile.sameAddress');
    expect((await ask(other.email)).body.code).toBe('profile.addressTaken');
    expect((await ask('no address')).status).toBe(400);
    await house.later(11 * 60, async () => expect((await ask(fresh())).body.code).toBe('session.proveAgain'));
  });
});

describe('the own profile', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const upload = async (person: Person, bytes: Buffer, type = 'image/png') => {
    const { makeHttp } = await import('../../src/main/http.ts');
    const { makeIdentify } = await import('../../src/features/sessions/index.ts');
    const cookie = [...person.device.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return makeHttp(house.app, makeIdentify(), { notReady: async () => null }).request(
      'http://welkom.test/api/v1/profile/photo',
      {
        method: 'PUT',
        headers: { host: 'welkom.test', origin: 'http://welkom.test', 'content-type': type, cookie },
        body: bytes as unknown as string,
      },
    );
  };

  it('changes name, language and time zone as it was seen, and finds the person by the new name', async () => {
    const { id, device } = await house.active();
    const { version } = (await device.get<{ version: number }>('/api/v1/profile')).body;
    const changed = await device.request('PATCH', '/api/v1/profile', {
      version,
      firstName: 'Zoë',
      locale: 'nl',
      timeZone: 'Europe/Amsterdam',
    });
    expect(changed.body).toMatchObject({ name: 'Zoë Post', locale: 'nl', timeZone: 'Europe/Amsterdam' });
    expect((await device.request('PATCH', '/api/v1/profile', { version, firstName: 'X' })).body.code).toBe('conflict');
    const wrong = await device.request('PATCH', '/api/v1/profile', {
      version: version + 1,
      locale: 'fr',
      timeZone: 'Mars/Olympus',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors).toEqual([
      expect.objectContaining({ path: 'body.locale', detail: 'This is not one of the choices: en, nl, de.' }),
      expect.objectContaining({ path: 'body.timeZone', code: 'tenants.unknownTimeZone' }),
    ]);
    expect((await device.request('PATCH', '/api/v1/profile', { version: version + 1, role: 'owner' })).status).toBe(400);
    const words = await house.tenant.asSystem((scope) =>
      scope.tx.selectFrom('user_words').select('word').where('user_id', '=', id).execute(),
    );
    expect(words.map((row) => row.word)).toContain('zoe');
  });

  it('takes a picture by its bytes, and shows it to whoever may see the person', async () => {
    const person = await house.active();
    const stranger = await house.active();
    const admin = await house.active('admin');
    expect((await upload(person, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).status).toBe(400);
    expect((await upload(person, Buffer.alloc(2_000_001, PNG))).status).toBe(413);
    expect((await upload(person, PNG)).status).toBe(200);
    const { photo } = (await person.device.get<{ photo: string }>('/api/v1/profile')).body;
    for (const device of [person.device, admin.device]) {
      const shown = await device.get(photo);
      expect([shown.status, shown.headers.get('content-type'), shown.headers.get('x-content-type-options')]).toEqual([
        200,
        'image/png',
        'nosniff',
      ]);
    }
    expect((await stranger.device.get(photo)).status).toBe(404);
    expect((await house.visitor().get(photo)).status).toBe(401);
    expect((await person.device.delete('/api/v1/profile/photo')).body).toMatchObject({ photo: null });
    expect((await admin.device.get(photo)).status).toBe(404);
  });

  it('keeps the bytes of a picture that somebody takes up while another gives it up', async () => {
    const [giver, taker] = [await house.active(), await house.active()];
    const picture = Buffer.concat([PNG, Buffer.from('theirs')]);
    expect((await upload(giver, picture)).status).toBe(200);
    const { app, tenant } = house;
    const file = await tenant.asSystem(async ({ tx }) => (await findUser(tx, giver.id))!.photo_file!);
    await tenant.asSystem(({ tx }) => tx.updateTable('users').set({ photo_file: null }).where('id', '=', giver.id).execute());
    // In the moment between looking whether the bytes are there and the end of the transaction that points to them.
    let givenUp: Promise<void> | undefined;
    const has: typeof app.files.has = async (...asked) => {
      const there = await app.files.has(...asked);
      givenUp ??= giveUpFileJob.handler(app, { file }, { tenantId: tenant.id, by: null });
      await Promise.race([givenUp, new Promise((resolve) => setTimeout(resolve, 300))]);
      return there;
    };
    const session = await tenant.asSystem(({ tx }) =>
      tx.selectFrom('sessions').select('id').where('user_id', '=', taker.id).executeTakeFirstOrThrow(),
    );
    const actor = { ...(await tenant.actor('member')), userId: taker.id, sessionId: session.id } as Actor;
    const request = new Request('http://welkom.test', { method: 'PUT', body: picture });
    await putPhoto({ ...app, files: { ...app.files, has } }, { tenantId: tenant.id, actor }, request);
    await givenUp;
    expect(await app.files.has(tenant.id, file)).toBe(true);
    const { photo } = (await taker.device.get<{ photo: string }>('/api/v1/profile')).body;
    expect((await taker.device.get(photo)).status).toBe(200);
  });

  it('gives the bytes of a picture up once nobody has it', async () => {
    const { app, tenant } = house;
    const person = await house.active();
    expect((await upload(person, Buffer.concat([PNG, Buffer.from('only one')]))).status).toBe(200);
    const file = await tenant.asSystem(async ({ tx }) => (await findUser(tx, person.id))!.photo_file!);
    expect((await person.device.delete('/api/v1/profile/photo')).status).toBe(200);
    await runJobs(app);
    expect(await app.files.has(tenant.id, file)).toBe(false);
  });

  it('keeps which mails one wants', async () => {
    const { device } = await house.active();
    expect((await device.get('/api/v1/profile')).body).toMatchObject({ groupMails: true });
    expect((await device.request('PUT', '/api/v1/profile/notifications', { groupMails: false })).body).toMatchObject({
      groupMails: false,
    });
  });

  it('gives everything kept about me as one file, without secrets', async () => {
    const { email, device } = await house.withTwoStep();
    const file = await device.get('/api/v1/profile/my-data');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="my-data-\d{4}-\d\d-\d\d\.json"$/);
    expect(file.body).toMatchObject({ account: { notifications: { groupMails: true } } });
    expect(file.text).toContain(email);
    expect(file.text).not.toMatch(/argon2|secret_hash|code_hash|"secret"/);
  });

  it('is not for keys, nor for strangers', async () => {
    const admin = await house.active('admin');
    const made = await admin.device.post<{ secret: string }>('/api/v1/keys', {
      name: 'k',
      scopes: ['users.read'],
      expiresInDays: 30,
    });
    const key = { authorization: `Bearer ${made.body.secret}` };
    for (const [method, path, body] of [
      ['GET', '/api/v1/profile', undefined],
      ['GET', '/api/v1/profile/my-data', undefined],
      ['PUT', '/api/v1/profile/notifications', { groupMails: false }],
      ['POST', '/api/v1/profile/two-step', {}],
      ['POST', '/api/v1/profile/password', { current: PASSWORD, password: OTHER, endOthers: false }],
      ['POST', '/api/v1/session/proof', { password: PASSWORD }],
      ['DELETE', '/api/v1/profile/photo', undefined],
    ] as const) {
      expect((await house.visitor().request(method, path, body, key)).status, `${method} ${path}`).toBe(403);
      expect((await house.visitor().request(method, path, body)).status, `${method} ${path}`).toBe(401);
    }
  });
});
