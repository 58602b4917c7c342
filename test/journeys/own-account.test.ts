import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/contract/permissions.ts';
import { linksFor, prepareActivations, prepareReset } from '../../src/features/activation/index.ts';
import { hotp, stepOf } from '../../src/features/factors/totp.ts';
import { createUser } from '../../src/features/users/index.ts';
import { newId, type UserId } from '../../src/kernel/ids.ts';
import { makeTestTenant, type TestTenant, useTestApp } from '../harness/app.ts';
import { makeDoor, type Visitor } from '../harness/visitor.ts';

const PASSWORD = 'paraplu fietsbel oktopus';
const OTHER = 'kamelen drinken limonade';
const test = useTestApp({ WELKOM_TRUSTED_PROXIES: '127.0.0.1' });
let tenant: TestTenant;
let door: ReturnType<typeof makeDoor>;

beforeAll(async () => {
  tenant = await makeTestTenant(test.app);
  door = makeDoor(test.app);
});

interface Person {
  id: UserId;
  email: string;
  device: Visitor;
}
async function active(role: Role = 'member'): Promise<Person> {
  const email = `p-${newId()}@zorggroep.example`;
  const id = await tenant.asSystem((scope) =>
    createUser(scope, { firstName: 'Piet', lastName: 'Post', email, role, source: 'form' }),
  );
  const url = await tenant.asSystem(async (scope) => {
    const [made] = await prepareActivations(scope, [id], { expiresAt: new Date(scope.now.getTime() + 86_400_000) });
    return (await linksFor(test.app, scope, [made!.activationId])).get(made!.activationId)!.url;
  });
  const [, linkId, secret] = /activate\/(.+)#(.+)/.exec(url) ?? [];
  const device = door.visitor();
  expect((await device.post('/api/v1/activation', { id: linkId, secret, password: PASSWORD })).status).toBe(200);
  return { id, email, device };
}

async function later<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  test.app.clock.shift += seconds * 1000;
  try {
    return await work();
  } finally {
    test.app.clock.shift -= seconds * 1000;
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
function bytesOf(base32: string): Buffer {
  const bits = [...base32].map((sign) => ALPHABET.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of an authenticator app, `steps` from now. */
async function codeOf(secret: string, steps = 0): Promise<string> {
  const now = await tenant.asSystem(async (scope) => scope.now);
  return hotp(bytesOf(secret), stepOf(now) + steps);
}

async function withTwoStep(role: Role = 'member'): Promise<Person & { secret: string; codes: string[] }> {
  const person = await active(role);
  const begun = await person.device.post<{ secret: string; uri: string }>('/api/v1/profile/two-step', {});
  expect(begun.status).toBe(200);
  const { secret } = begun.body;
  expect(begun.body.uri).toContain(`secret=${secret}`);
  const confirmed = await person.device.post<{ codes: string[] }>('/api/v1/profile/two-step/confirm', {
    code: await codeOf(secret, -1),
  });
  expect(confirmed.status).toBe(200);
  expect(new Set(confirmed.body.codes).size).toBe(10);
  return { ...person, secret, codes: confirmed.body.codes };
}

const password = (identifier: string, typed = PASSWORD, visitor = door.visitor()) =>
  visitor.post<{ next: string; secondStep?: string }>('/api/v1/session', { identifier, password: typed });
const second = (visitor: Visitor, ticket: string | undefined, code: string) =>
  visitor.post('/api/v1/session/second-step', { ticket, code });
const isIn = async (visitor: Visitor) => (await visitor.get('/api/v1/session')).status === 200;
const events = (id: UserId) =>
  tenant.asSystem(async (scope) =>
    (await scope.tx.selectFrom('audit_events').select('event').where('target_id', '=', id).orderBy('seq').execute()).map(
      (row) => row.event,
    ),
  );
const mailsTo = (id: UserId) =>
  tenant.asSystem((scope) =>
    scope.tx.selectFrom('mails').select(['kind', 'address', 'content']).where('user_id', '=', id).orderBy('id').execute(),
  );

describe('logging in, in two steps', () => {
  it('asks for a code after the right password, and lets in with it', async () => {
    const { id, email, secret } = await withTwoStep();
    const visitor = door.visitor();
    const first = await password(email, PASSWORD, visitor);
    expect(first.body.secondStep).toBeTruthy();
    expect(await isIn(visitor)).toBe(false);
    expect((await second(visitor, first.body.secondStep, await codeOf(secret))).status).toBe(200);
    expect(await isIn(visitor)).toBe(true);
    expect(await events(id)).toContain('user.twoStepOn');
  });

  it('says no more about a wrong password than without a second step', async () => {
    const { email } = await withTwoStep();
    const plain = await active();
    const [a, b] = [await password(email, 'not the right one'), await password(plain.email, 'not the right one')];
    expect([a.status, a.text]).toEqual([b.status, b.text]);
  });

  it('takes a code once only, also when it comes twice at the same moment', async () => {
    const { email, secret } = await withTwoStep();
    const code = await codeOf(secret);
    const tickets = [];
    for (let n = 0; n < 4; n++) tickets.push((await password(email)).body.secondStep);
    const answers = await Promise.all(tickets.map((ticket) => second(door.visitor(), ticket, code)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect((await second(door.visitor(), tickets[0], await codeOf(secret, -1))).body.code).toBe('session.codeWrong');
  });

  it('takes a recovery code once, with or without its hyphen, and counts down', async () => {
    const { email, codes, device } = await withTwoStep();
    const typed = codes[0]!.replace('-', ' ').toUpperCase();
    expect((await second(door.visitor(), (await password(email)).body.secondStep, typed)).status).toBe(200);
    expect((await second(door.visitor(), (await password(email)).body.secondStep, codes[0]!)).body.code).toBe(
      'session.codeWrong',
    );
    expect((await device.get('/api/v1/profile')).body).toMatchObject({ twoStep: { codesLeft: 9 } });
    const fresh = await device.post<{ codes: string[] }>('/api/v1/profile/two-step/codes', {});
    expect((await second(door.visitor(), (await password(email)).body.secondStep, codes[1]!)).body.code).toBe(
      'session.codeWrong',
    );
    expect((await second(door.visitor(), (await password(email)).body.secondStep, fresh.body.codes[1]!)).status).toBe(200);
  });

  it('makes guessing wait, also with new tickets, and goes on afterwards', async () => {
    const { email, codes } = await withTwoStep();
    const said = [];
    for (let n = 0; n < 7; n++)
      said.push((await second(door.visitor(), (await password(email)).body.secondStep, String(100_000 + n))).body.code);
    expect(said).toEqual([...Array(5).fill('session.codeWrong'), ...Array(2).fill('session.slowDown')]);
    await later(3, async () => {
      expect((await second(door.visitor(), (await password(email)).body.secondStep, codes[0]!)).status).toBe(200);
    });
  });

  it('refuses a ticket that is changed, too old, of another epoch, or of another person', async () => {
    const mine = await withTwoStep();
    const other = await withTwoStep();
    const ticket = (await password(mine.email)).body.secondStep!;
    const [, ...rest] = ticket.split('.');
    const refused = async (text: string) =>
      expect((await second(door.visitor(), text, await codeOf(mine.secret))).body.code).toBe('session.ticketOver');
    await refused([other.id, ...rest].join('.'));
    await refused(`${ticket}x`);
    await refused('');
    await later(601, () => refused(ticket));
    expect((await (await active('admin')).device.post(`/api/v1/users/${mine.id}/log-out`, {})).status).toBe(200);
    await refused(ticket);
  });

  it('is not skipped by a new password from a mail', async () => {
    const { id, email } = await withTwoStep();
    const url = await tenant.asSystem(async (scope) => {
      const made = (await prepareReset(scope, id))!;
      return (await linksFor(test.app, scope, [made.activationId])).get(made.activationId)!.url;
    });
    const [, linkId, secret] = /reset\/(.+)#(.+)/.exec(url) ?? [];
    const visitor = door.visitor();
    expect((await visitor.post('/api/v1/password/reset', { id: linkId, secret, password: OTHER })).status).toBe(200);
    expect(await isIn(visitor)).toBe(false);
    expect((await password(email, OTHER, visitor)).body.secondStep).toBeTruthy();
    expect(await isIn(visitor)).toBe(false);
  });

  it('counts only once a code was shown', async () => {
    const { email, device } = await active();
    const begun = await device.post<{ secret: string }>('/api/v1/profile/two-step', {});
    expect((await device.post('/api/v1/profile/two-step/confirm', { code: '000000' })).body.code).toBe('profile.codeWrong');
    expect((await password(email)).body.secondStep).toBeUndefined();
    const again = await device.post<{ secret: string }>('/api/v1/profile/two-step', {});
    expect(again.body.secret).not.toBe(begun.body.secret);
    const old = await device.post('/api/v1/profile/two-step/confirm', { code: await codeOf(begun.body.secret) });
    expect(old.body.code).toBe('profile.codeWrong');
  });

  it('is switched off only by whoever has just proved who they are', async () => {
    const { id, email, device } = await withTwoStep();
    await later(11 * 60, async () => {
      for (const [method, path] of [
        ['DELETE', '/api/v1/profile/two-step'],
        ['POST', '/api/v1/profile/two-step/codes'],
        ['POST', '/api/v1/profile/passkeys/ask'],
      ] as const)
        expect((await device.request(method, path, method === 'POST' ? {} : undefined)).body.code).toBe('session.proveAgain');
      expect((await device.post('/api/v1/session/proof', { password: 'not the right one' })).body.code).toBe(
        'profile.wrongPassword',
      );
      expect((await device.post('/api/v1/session/proof', { password: PASSWORD })).status).toBe(200);
      expect((await device.delete('/api/v1/profile/two-step')).status).toBe(200);
    });
    expect((await password(email)).body.secondStep).toBeUndefined();
    expect((await events(id)).slice(-2)).toContain('user.twoStepOff');
    expect((await mailsTo(id)).map((mail) => (mail.content as { what?: string }).what)).toContain('twoStepOff');
  });

  it('makes guessing at the proof wait', async () => {
    const { device } = await active();
    const said = [];
    for (let n = 0; n < 7; n++) said.push((await device.post('/api/v1/session/proof', { password: `guess ${n}` })).body.code);
    expect(said).toEqual([...Array(5).fill('profile.wrongPassword'), ...Array(2).fill('session.slowDown')]);
  });

  it('can be removed by an admin for a lost phone, but not by one who is weaker, nor by a member', async () => {
    const lost = await withTwoStep('user_manager');
    const owner = await withTwoStep('owner');
    const admin = await active('admin');
    const manager = await active('user_manager');
    expect((await manager.device.delete(`/api/v1/users/${owner.id}/proofs`)).body.code).toBe('users.stronger');
    expect((await admin.device.delete(`/api/v1/users/${owner.id}/proofs`)).body.code).toBe('users.stronger');
    expect((await (await active()).device.delete(`/api/v1/users/${lost.id}/proofs`)).status).toBe(403);
    expect((await admin.device.delete(`/api/v1/users/${newId()}/proofs`)).status).toBe(404);
    expect((await manager.device.get(`/api/v1/users/${lost.id}/proofs`)).body).toEqual({ twoStep: true, passkeys: 0 });
    expect((await admin.device.delete(`/api/v1/users/${lost.id}/proofs`)).status).toBe(200);
    expect((await manager.device.get(`/api/v1/users/${lost.id}/proofs`)).body).toEqual({ twoStep: false, passkeys: 0 });
    expect(await isIn(lost.device)).toBe(false);
    expect((await password(lost.email)).body.secondStep).toBeUndefined();
    expect((await admin.device.delete(`/api/v1/users/${lost.id}/proofs`)).body.code).toBe('profile.nothingToRemove');
    expect(await events(lost.id)).toContain('user.proofsRemoved');
    expect((await password(owner.email)).body.secondStep).toBeTruthy();
  });
});

describe('the own password', () => {
  const change = (visitor: Visitor, current: string, wanted: string, endOthers = false) =>
    visitor.post('/api/v1/profile/password', { current, password: wanted, endOthers });

  it('is changed by whoever knows the current one; other devices and keys end on request', async () => {
    const { id, email, device } = await active();
    const other = door.visitor();
    await password(email, PASSWORD, other);
    expect((await change(device, 'not the right one', OTHER)).body.code).toBe('profile.wrongPassword');
    expect((await change(device, '', OTHER)).body.code).toBe('profile.wrongPassword');
    expect((await change(device, PASSWORD, 'short')).body.code).toBe('password.tooShort');
    expect((await change(device, PASSWORD, OTHER)).status).toBe(200);
    expect([await isIn(device), await isIn(other)]).toEqual([true, true]);
    expect((await password(email)).status).toBe(401);
    expect((await change(device, OTHER, PASSWORD, true)).status).toBe(200);
    expect([await isIn(device), await isIn(other)]).toEqual([true, false]);
    expect((await mailsTo(id)).filter((mail) => mail.kind === 'accountNotice')).toHaveLength(2);
    expect(await events(id)).toContain('user.passwordChanged');
  });
});

describe('a new login address', () => {
  const linkIn = async (id: UserId) => {
    const { addressLinks } = await import('../../src/features/profile/address-links.ts');
    return tenant.asSystem(async (scope) => {
      const rows = await scope.tx
        .selectFrom('address_changes')
        .select('id')
        .where('user_id', '=', id)
        .orderBy('asked_at', 'desc')
        .execute();
      const links = await addressLinks(test.app, scope, rows.map((row) => row.id) as never);
      return rows.map((row) => {
        const [, linkId, secret] = /confirm\/(.+)#(.+)/.exec(links.get(row.id as never)!.url) ?? [];
        return { id: linkId!, secret: secret! };
      });
    });
  };
  const fresh = () => `new-${newId()}@elders.example`;

  it('counts once it is confirmed; until then the old one does, and it is told', async () => {
    const { id, email, device } = await active();
    const wanted = fresh();
    expect((await device.post('/api/v1/profile/address', { email: wanted })).body).toMatchObject({ email, pendingEmail: wanted });
    expect((await mailsTo(id)).slice(-2)).toMatchObject([
      { kind: 'addressConfirm', address: wanted },
      { kind: 'accountNotice', address: email, content: { what: 'addressAsked' } },
    ]);
    expect((await password(wanted)).status).toBe(401);
    const [link] = await linkIn(id);
    const stranger = door.visitor();
    expect((await stranger.post('/api/v1/address/look', link)).body).toMatchObject({ state: 'live', address: wanted });
    const answers = await Promise.all([1, 2, 3].map(() => door.visitor().post('/api/v1/address/confirm', link)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410]);
    expect((await password(wanted)).status).toBe(200);
    expect((await password(email)).status).toBe(401);
    expect((await mailsTo(id)).at(-1)).toMatchObject({ address: email, content: { what: 'addressChanged', newAddress: wanted } });
    expect((await stranger.post('/api/v1/address/look', link)).body).toMatchObject({ state: 'confirmed' });
    expect(await events(id)).toEqual(expect.arrayContaining(['user.addressAsked', 'user.addressConfirmed']));
    const found = await tenant.asSystem((scope) =>
      scope.tx.selectFrom('user_words').select('word').where('user_id', '=', id).execute(),
    );
    expect(found.map((row) => row.word).join(' ')).toContain('elders');
  });

  it('given by an admin waits in the same way; links to the old one die', async () => {
    const { id, email } = await active();
    const admin = await active('admin');
    const reset = await tenant.asSystem(async (scope) => {
      const made = (await prepareReset(scope, id))!;
      return (await linksFor(test.app, scope, [made.activationId])).get(made.activationId)!.url;
    });
    const shown = await admin.device.get<{ version: number }>(`/api/v1/users/${id}`);
    const wanted = fresh();
    const change = await admin.device.request('PATCH', `/api/v1/users/${id}`, { version: shown.body.version, email: wanted });
    expect(change.body).toMatchObject({ toConfirm: wanted, user: { email, pendingEmail: wanted } });
    const [link] = await linkIn(id);
    expect((await door.visitor().post('/api/v1/address/confirm', link)).status).toBe(200);
    const [, linkId, secret] = /reset\/(.+)#(.+)/.exec(reset) ?? [];
    expect((await door.visitor().post('/api/v1/password/reset', { id: linkId, secret, password: OTHER })).status).toBe(410);
  });

  it('dies when withdrawn, replaced, expired, taken meanwhile, or after logging out everywhere', async () => {
    const { id, device } = await active();
    const confirm = (link: { id: string; secret: string } | undefined) => door.visitor().post('/api/v1/address/confirm', link);
    const ask = async (email = fresh()) => expect((await device.post('/api/v1/profile/address', { email })).status).toBe(200);
    await ask();
    await device.delete('/api/v1/profile/address');
    expect((await confirm((await linkIn(id))[0])).body.code).toBe('profile.addressLinkOver');
    await ask();
    const [first] = await linkIn(id);
    await ask();
    expect((await confirm(first)).body.code).toBe('profile.addressLinkOver');
    const [live] = await linkIn(id);
    await later(3 * 86_400 + 1, async () => expect((await confirm(live)).body.code).toBe('profile.addressLinkOver'));
    expect((await confirm({ ...live!, secret: `${live!.secret.slice(0, -1)}x` })).body.code).toBe('profile.addressLinkOver');
    const wanted = fresh();
    await ask(wanted);
    const [taken] = await linkIn(id);
    await tenant.asSystem((scope) => createUser(scope, { firstName: 'A', lastName: 'B', email: wanted, source: 'form' }));
    expect((await confirm(taken)).body.code).toBe('profile.addressTaken');
    await ask();
    const [last] = await linkIn(id);
    await (await active('admin')).device.post(`/api/v1/users/${id}/log-out`, {});
    expect((await confirm(last)).body.code).toBe('profile.addressLinkOver');
  });

  it('needs a fresh proof, another address than now, and one that nobody has', async () => {
    const { email, device } = await active();
    const other = await active();
    const ask = (wanted: string) => device.post('/api/v1/profile/address', { email: wanted });
    expect((await ask(email)).body.code).toBe('profile.sameAddress');
    expect((await ask(other.email)).body.code).toBe('profile.addressTaken');
    expect((await ask('no address')).status).toBe(400);
    await later(11 * 60, async () => expect((await ask(fresh())).body.code).toBe('session.proveAgain'));
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
    return makeHttp(test.app, makeIdentify(), { notReady: async () => null }).request('http://welkom.test/api/v1/profile/photo', {
      method: 'PUT',
      headers: { host: 'welkom.test', origin: 'http://welkom.test', 'content-type': type, cookie },
      body: bytes as unknown as string,
    });
  };

  it('changes name, language and time zone as it was seen, and finds the person by the new name', async () => {
    const { id, device } = await active();
    const { version } = (await device.get<{ version: number }>('/api/v1/profile')).body;
    const changed = await device.request('PATCH', '/api/v1/profile', {
      version,
      firstName: 'Zoë',
      locale: 'nl',
      timeZone: 'Europe/Amsterdam',
    });
    expect(changed.body).toMatchObject({ name: 'Zoë Post', locale: 'nl', timeZone: 'Europe/Amsterdam' });
    expect((await device.request('PATCH', '/api/v1/profile', { version, firstName: 'X' })).body.code).toBe('conflict');
    expect((await device.request('PATCH', '/api/v1/profile', { version: version + 1, timeZone: 'Mars/Olympus' })).status).toBe(
      400,
    );
    expect((await device.request('PATCH', '/api/v1/profile', { version: version + 1, role: 'owner' })).status).toBe(400);
    const words = await tenant.asSystem((scope) =>
      scope.tx.selectFrom('user_words').select('word').where('user_id', '=', id).execute(),
    );
    expect(words.map((row) => row.word)).toContain('zoe');
  });

  it('takes a picture by its bytes, and shows it to whoever may see the person', async () => {
    const person = await active();
    const stranger = await active();
    const admin = await active('admin');
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
    expect((await door.visitor().get(photo)).status).toBe(401);
    expect((await person.device.delete('/api/v1/profile/photo')).body).toMatchObject({ photo: null });
    expect((await admin.device.get(photo)).status).toBe(404);
  });

  it('keeps which mails one wants', async () => {
    const { device } = await active();
    expect((await device.get('/api/v1/profile')).body).toMatchObject({ groupMails: true });
    expect((await device.request('PUT', '/api/v1/profile/notifications', { groupMails: false })).body).toMatchObject({
      groupMails: false,
    });
  });

  it('gives everything kept about me as one file, without secrets', async () => {
    const { email, device } = await withTwoStep();
    const file = await device.get('/api/v1/profile/my-data');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="my-data-\d{4}-\d\d-\d\d\.json"$/);
    expect(file.body).toMatchObject({ account: { notifications: { groupMails: true } } });
    expect(file.text).toContain(email);
    expect(file.text).not.toMatch(/argon2|secret_hash|code_hash|"secret"/);
  });

  it('is not for keys, nor for strangers', async () => {
    const admin = await active('admin');
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
      expect((await door.visitor().request(method, path, body, key)).status, `${method} ${path}`).toBe(403);
      expect((await door.visitor().request(method, path, body)).status, `${method} ${path}`).toBe(401);
    }
  });
});
