import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSetupCode } from '../../src/features/setup/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { LOCALES, type Locale } from '../../src/kernel/locale.ts';
import { allMails } from '../../src/main/mails.ts';
import { makeLog } from '../../src/platform/log.ts';
import type { App } from '../../src/platform/scope.ts';
import { makeTestApp, type TestApp } from '../harness/app.ts';
import { runJobs } from '../harness/jobs.ts';
import { deliverAll } from '../harness/mail-bed.ts';
import { watchTables } from '../harness/table-state.ts';
import { type Heard, makeDoor, type Visitor } from '../harness/visitor.ts';

const FILE = readFileSync(new URL('../fixtures/personeel-1200.csv', import.meta.url));
const METRICS = 'a token to read the numbers with';
const PASSWORDS = { owner: 'paraplu fietsbel oktopus', first: 'kraanvogel zolder trompet', second: 'lantaarn beschuit gitaar' };

let bare: TestApp;
let app: App;
let door: ReturnType<typeof makeDoor>;
let owner: Visitor;
const logged: string[] = [];
/** What must stand nowhere but in the hands of whoever it was given to. */
const secrets = new Set<string>(Object.values(PASSWORDS));
const errors: string[] = [];

beforeAll(async () => {
  bare = await makeTestApp({ PUBLIC_URL: 'http://welkom.test', WELKOM_METRICS_TOKEN: METRICS });
  const stream = { write: (line: string) => logged.push(line) } as unknown as NodeJS.WritableStream;
  app = { ...bare, log: makeLog('debug', stream) };
  door = makeDoor(app);
});
afterAll(() => bare?.end());

/** Somebody at a browser of their own; what is refused, and every cookie, is remembered. */
function somebody(from?: string): Visitor {
  const visitor = door.visitor(from);
  const request: Visitor['request'] = async (...sent) => {
    const heard = await visitor.request<never>(...sent);
    if (heard.status >= 400) errors.push(heard.text);
    for (const value of visitor.cookies.values()) if (value.length > 20) secrets.add(value);
    return heard;
  };
  return {
    ...visitor,
    request,
    get: (path, headers) => request('GET', path, undefined, headers),
    post: (path, body, headers) => request('POST', path, body, headers),
    delete: (path, headers) => request('DELETE', path, undefined, headers),
  };
}
const good = async <T>(answer: Promise<Heard<T>>): Promise<T> => {
  const heard = await answer;
  expect(heard.status, heard.text.slice(0, 300)).toBeLessThan(300);
  return heard.body;
};

async function deliver(): Promise<void> {
  await runJobs(app);
  await deliverAll(app, allMails);
}
const countOf = (from: ReturnType<typeof sql>) =>
  app.db.acrossTenants(async (tx) => (await sql<{ n: number }>`select count(*) as n from ${from}`.execute(tx)).rows[0]!.n);

interface Mail {
  subject: string;
  html: string;
  text: string;
  locale: Locale;
}
async function mailsTo(address: string): Promise<Mail[]> {
  const { items } = await good(owner.get<{ items: { id: string }[] }>(`/api/v1/mailbox?q=${encodeURIComponent(address)}`));
  return Promise.all(items.map(({ id }) => good(owner.get<Mail & Record<string, unknown>>(`/api/v1/mailbox/${id}`))));
}
function linkIn({ text, html }: Mail) {
  const [, page = '', id = '', secret = ''] = /\/(activate|reset)\/([\w-]+)#([\w-]+)/.exec(text) ?? [];
  expect(html).toContain(`/${page}/${id}#${secret}`);
  secrets.add(secret);
  return { purpose: page === 'reset' ? 'reset' : 'activation', id, secret };
}
const stations = () => good(owner.get<Record<string, number>>('/api/v1/users/stations'));

const newcomers = new Map<Locale, { email: string; id: string }>();

describe('from an empty installation to the first sign-in', () => {
  it('is set up by whoever has the code', async () => {
    owner = somebody();
    const code = (await makeSetupCode(app))!;
    secrets.add(code);
    const environment = {
      tenantName: 'Zorggroep Voorbeeld',
      locale: 'nl',
      publicUrl: 'http://welkom.test',
      openTracking: false,
      sample: false,
    };
    const person = { firstName: 'Anna', lastName: 'de Vries', email: 'anna@zorggroep.example', password: PASSWORDS.owner };
    await good(owner.post('/api/v1/setup', { ...environment, ...person, code }));
    expect(await stations()).toMatchObject({ added: 1, activated: 1 });
  });

  it('brings in a people file: first how it would be, then exactly so', async () => {
    const received = await good(owner.post<{ id: string }>('/api/v1/imports?name=personeel-1200.csv', FILE));
    await good(owner.post(`/api/v1/imports/${received.id}/plan`, {}));
    await runJobs(app);
    const planned = await good(owner.get<{ plan: number }>(`/api/v1/imports/${received.id}`));
    expect(planned).toMatchObject({ state: 'planned', counts: { new: 1178, changed: 0, refused: 0, skipped: 22 } });
    expect(await stations()).toMatchObject({ added: 1 });
    await good(owner.post(`/api/v1/imports/${received.id}/apply`, { plan: planned.plan }));
    await runJobs(app);
    expect(await good(owner.get(`/api/v1/imports/${received.id}`))).toMatchObject({
      state: 'applied',
      result: { created: 1178, notApplied: 0 },
    });
    expect(await stations()).toMatchObject({ added: 1179, invited: 1, accepted: 1 });
    expect(await countOf(sql`mails`)).toBe(0);
  });

  it('adds three people more, each in a language of their own', async () => {
    for (const locale of LOCALES) {
      const email = `robin.${locale}@zorggroep.example`;
      const person = { key: newId(), firstName: 'Robin', lastName: `Nieuw ${locale}`, email, locale, notice: { when: 'later' } };
      const made = await good(owner.post<{ user: { id: string } }>('/api/v1/users', person));
      newcomers.set(locale, { email, id: made.user.id });
    }
  });

  it('welcomes everybody, each accounted for', async () => {
    const audience = { everyone: true };
    const preview = await good(
      owner.post<{ asked: number; queued: number; skipped: { reason: string; count: number }[] }>(
        '/api/v1/welcome/waves/preview',
        { audience },
      ),
    );
    const skipped = preview.skipped.reduce((sum, { count }) => sum + count, 0);
    expect(preview.asked).toBe(preview.queued + skipped);
    const wave = { id: newId(), audience, expected: { asked: preview.asked, queued: preview.queued } };
    await good(owner.post('/api/v1/welcome/waves', wave));
    await good(owner.post('/api/v1/welcome/waves', wave));
    await deliver();
    const shown = await good(owner.get<{ mails: Record<string, number> }>(`/api/v1/welcome/waves/${wave.id}`));
    expect(shown.mails).toMatchObject({ kept: preview.queued, waiting: 0, refused: 0 });
    expect(await countOf(sql`mails`)).toBe(preview.queued);
    expect(await stations()).toMatchObject({
      invited: preview.queued + 1,
      accepted: preview.queued + 1,
      visited: 1,
      activated: 1,
    });
  }, 120_000);

  it.each(LOCALES)('lets somebody in who speaks %s, once', async (locale) => {
    const { email } = newcomers.get(locale)!;
    const [mail] = await mailsTo(email);
    expect(mail?.locale).toBe(locale);
    expect(mail?.html).toContain(`lang="${locale}"`);
    const link = linkIn(mail!);
    const phone = somebody('198.51.100.7');
    const before = await stations();
    const look = () => phone.post<{ state: string }>('/api/v1/activation/look', link);
    expect((await look()).body).toMatchObject({ state: 'live', locale, userName: email });
    expect(await stations()).toMatchObject({ visited: before['visited']! + 1, activated: before['activated']! });
    const weak = await phone.post(
      '/api/v1/activation',
      { ...bareLink(link), password: 'robin123' },
      { 'accept-language': locale },
    );
    expect(weak.status).toBe(400);
    await good(phone.post('/api/v1/activation', { ...bareLink(link), password: PASSWORDS.first }));
    expect(await good(phone.get('/api/v1/session'))).toMatchObject({ user: { email, locale, role: 'member' } });
    expect((await phone.get('/api/v1/users')).status).toBe(403);
    expect((await look()).body.state).toBe('used');
    expect((await somebody().post('/api/v1/activation', { ...bareLink(link), password: PASSWORDS.second })).body['code']).toBe(
      'activation.used',
    );
    expect(await stations()).toMatchObject({ activated: before['activated']! + 1 });
    const person = await good(owner.get<{ status: string }>(`/api/v1/users/${newcomers.get(locale)!.id}`));
    expect(person.status).toBe('active');
  });

  it('says so in their language, where something is refused', async () => {
    const said = new Set<string>();
    for (const locale of LOCALES) {
      const heard = await somebody().post(
        '/api/v1/session',
        { identifier: 'x@y.example', password: 'z' },
        { 'accept-language': locale },
      );
      said.add(String(heard.body['detail']));
    }
    expect(said.size).toBe(LOCALES.length);
    const subjects = await Promise.all(
      LOCALES.map(async (locale) => (await mailsTo(newcomers.get(locale)!.email)).at(-1)?.subject),
    );
    expect(new Set(subjects).size).toBe(LOCALES.length);
  });

  it('answers everybody the same who forgot a password, and mails only whoever may have a link', async () => {
    const active = newcomers.get('nl')!.email;
    const invited = 'keet.peeters@zorggroep.example';
    const gone = newcomers.get('de')!;
    const act = { id: newId(), act: 'deactivate', selection: { userIds: [gone.id] } };
    await good(owner.post('/api/v1/acts', act));
    await runJobs(app);
    await deliver();
    const before = new Map<string, number>();
    for (const address of [active, invited, gone.email]) before.set(address, (await mailsTo(address)).length);
    const answers = [];
    for (const identifier of [active, invited, gone.email, 'nobody@zorggroep.example', 'no address'])
      answers.push(await somebody().post('/api/v1/password/help', { identifier }));
    expect(new Set(answers.map(({ status, text, headers }) => `${status} ${text} ${JSON.stringify([...headers])}`)).size).toBe(1);
    await deliver();
    const more = async (address: string) => (await mailsTo(address)).length - before.get(address)!;
    expect([await more(active), await more(invited), await more(gone.email)]).toEqual([1, 1, 0]);

    const phone = somebody();
    await good(phone.post('/api/v1/session', { identifier: active, password: PASSWORDS.first }));
    const reset = linkIn((await mailsTo(active))[0]!);
    expect(reset.purpose).toBe('reset');
    await good(somebody().post('/api/v1/password/reset', { ...bareLink(reset), password: PASSWORDS.second }));
    expect((await phone.get('/api/v1/session')).status).toBe(401);
    expect((await phone.post('/api/v1/session', { identifier: active, password: PASSWORDS.first })).status).toBe(401);
    await good(phone.post('/api/v1/session', { identifier: active, password: PASSWORDS.second }));
    expect(linkIn((await mailsTo(invited))[0]!).purpose).toBe('activation');
  }, 60_000);
});

const bareLink = ({ id, secret }: { id: string; secret: string }) => ({ id, secret });

describe('and afterwards', () => {
  it('no secret stands in any table, in the log, in the numbers or in what was refused', async () => {
    const made = await good(
      owner.post<{ secret: string }>('/api/v1/keys', { name: 'report', scopes: ['users.read'], expiresInDays: null }),
    );
    secrets.add(made.secret);
    const byKey = somebody();
    expect((await byKey.get('/api/v1/users/count', { authorization: `Bearer ${made.secret}` })).status).toBe(200);
    // Refusals that had a secret in their hands.
    await byKey.get(`/api/v1/users/${made.secret}`, { authorization: `Bearer ${made.secret}x` });
    await somebody().post('/api/v1/session', { identifier: PASSWORDS.owner, password: PASSWORDS.first, more: PASSWORDS.second });
    await somebody().post('/api/v1/activation', { id: 1, secret: [...secrets], password: { password: PASSWORDS.first } });
    await somebody().post('/api/v1/session', { identifier: 5, password: [PASSWORDS.owner] });

    const numbers = await door.visitor().get('/metrics', { authorization: `Bearer ${METRICS}` });
    expect(numbers.text).toContain('welkom_http_request_seconds');
    const state = await watchTables(app.db.url);
    const found: string[] = [];
    const seek = (where: string, text: string) => {
      for (const secret of secrets) if (text.includes(secret)) found.push(`${secret.slice(0, 12)}… in ${where}`);
    };
    for (const table of [...state.tables, 'graphile_worker._private_jobs']) {
      const { rows } = await state.client.query<{ line: string }>(`select t::text as line from ${table} t`);
      seek(table, rows.map((row) => row.line).join('\n'));
    }
    await state.end();
    seek('the log', logged.join(''));
    seek('the numbers', numbers.text);
    seek('refusals', errors.join('\n'));
    expect(secrets.size).toBeGreaterThan(15);
    expect(found).toEqual([]);
  });

  it('nobody is named in the log, nor in the numbers', async () => {
    const addresses = FILE.toString('latin1').match(/[\w.+-]+@[\w.-]+\w/g) ?? [];
    expect(addresses.length).toBeGreaterThan(1000);
    const numbers = await door.visitor().get('/metrics', { authorization: `Bearer ${METRICS}` });
    const text = `${logged.join('')}${numbers.text}`.toLowerCase();
    const named = [...addresses, 'robin.nl@', 'anna@zorggroep'].filter((address) => text.includes(address.toLowerCase()));
    expect(named).toEqual([]);
  });

  it('an error of the database is logged without the values it was about', () => {
    const lines: string[] = [];
    const log = makeLog('debug', { write: (line: string) => lines.push(line) } as unknown as NodeJS.WritableStream);
    const detail = 'Key (tenant_id, email_key)=(1, canary@zorggroep.example) already exists.';
    const error = Object.assign(new Error('duplicate key value violates unique constraint "users_email_key"'), {
      code: '23505',
      detail,
      where: detail,
      parameters: [detail],
    });
    log.error({ reference: 'x', err: error }, 'unforeseen error');
    expect(lines.join('')).not.toContain('canary');
    expect(lines.join('')).toContain('users_email_key');
  });
});
