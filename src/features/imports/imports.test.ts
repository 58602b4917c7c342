import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { applyPlan, importFile, planFile, rowsOf } from '../../../test/harness/import-file.ts';
import { runJobs } from '../../../test/harness/jobs.ts';
import type { ImportId } from '../../kernel/ids.ts';
import { cancelImport, removeImport } from './cancel-import.ts';
import { makePlan } from './make-plan.ts';
import { planImport } from './plan-import.ts';
import { receiveImport } from './receive-import.ts';
import { refusedFile } from './refused-file.ts';
import { listImports, showImport } from './show-import.ts';
import { workOffPlan } from './work-off-plan.ts';

const test = useTestApp();
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`../../../test/fixtures/${name}`, import.meta.url)));
let tenant: TestTenant;
const fresh = async () => {
  test.app.clock.shift = Date.parse('2026-11-21T12:00:00Z') - Date.now();
  tenant = await makeTestTenant(test.app, { locale: 'nl' });
};
const people = () =>
  tenant.asSystem((scope) =>
    scope.tx.selectFrom('users').selectAll().where('source', '=', 'import').orderBy('external_id').execute(),
  );
const person = (email: string) =>
  tenant.asSystem((scope) => scope.tx.selectFrom('users').selectAll().where('email_key', '=', email).executeTakeFirstOrThrow());

describe('the three files', () => {
  beforeAll(fresh);
  it.each([
    ['personeel-1200.csv', { new: 1178, changed: 0, unchanged: 0, refused: 0, skipped: 22 }, 'nl'],
    ['kaeufer-180.csv', { new: 180, changed: 0, unchanged: 0, refused: 0, skipped: 0 }, 'de'],
    ['employees-1000.csv', { new: 1000, changed: 0, unchanged: 0, refused: 0, skipped: 0 }, 'en'],
  ])('%s: planned, applied, and nothing to do the second time', async (name, counts) => {
    const planned = await planFile(test.app, tenant, fixture(name));
    expect(planned).toMatchObject({ state: 'planned', counts, problem: null });
    const before = (await people()).length;
    const applied = await applyPlan(test.app, tenant, planned);
    expect(applied).toMatchObject({ state: 'applied', progress: 1, result: { created: counts.new, changed: 0, notApplied: 0 } });
    expect((await people()).length - before).toBe(counts.new);
    const again = await planFile(test.app, tenant, fixture(name));
    expect(again.counts).toMatchObject({ new: 0, changed: 0, unchanged: counts.new, refused: 0, skipped: counts.skipped });
  });
  it('people are in as the file says, without a way in, found by their words, and nothing was mailed', async () => {
    const keet = await person('keet.peeters@zorggroep.example');
    expect(keet).toMatchObject({
      external_id: '000018',
      display_name: 'Keet Peeters',
      role: 'member',
      kind: 'internal',
      locale: 'nl',
      start_date: '2001-01-20',
      invited_at: null,
      activated_at: null,
    });
    expect((await person('lise.vliet@zorggroep.example')).email).toBe('LISE.VLIET@ZORGGROEP.EXAMPLE');
    const nameless = (await people()).find((one) => one.external_id === '000024');
    expect(nameless).toMatchObject({ email: null, user_name: '000024', display_name: 'Jesse van den der Ven' });
    const { words, mails, events } = await tenant.asSystem(async ({ tx }) => ({
      words: await tx.selectFrom('user_words').select('word').where('user_id', '=', keet.id).orderBy('word').execute(),
      mails: await tx.selectFrom('mails').select('id').execute(),
      events: await tx
        .selectFrom('audit_events')
        .select('event')
        .where('event', 'in', ['import.applied', 'user.created'])
        .execute(),
    }));
    expect(words.map(({ word }) => word)).toEqual(['000018', 'example', 'keet', 'peeters', 'zorggroep']);
    expect(mails).toEqual([]);
    // One row per import, and one for the owner who was made by hand.
    expect(events.map(({ event }) => event).sort()).toEqual([
      'import.applied',
      'import.applied',
      'import.applied',
      'user.created',
    ]);
  });
});

describe('a second file', () => {
  beforeAll(fresh);
  const head = 'Personeelsnummer;Voornaam;Tussenvoegsel;Achternaam;E-mail;Afdeling;Functie;Datum uit dienst\n';
  it('changes exactly what differs, leaves empty cells alone, and says before and after', async () => {
    await importFile(
      test.app,
      tenant,
      `${head}1;Eva;van den;Berg;eva@example.com;Zorg;Kok;\n2;Jan;;Smit;jan@example.com;ICT;;\n`,
    );
    const planned = await planFile(
      test.app,
      tenant,
      `${head}1;Eva;;Jansen;eva@example.com;;Chef-kok;\n2;Jan;;Smit;JAN@example.com;ICT;;\n`,
    );
    expect(planned.counts).toMatchObject({ new: 0, changed: 1, unchanged: 1 });
    const [row] = await rowsOf(tenant, planned, 'changed');
    expect(row).toMatchObject({ row: 2, name: 'Eva van den Berg' });
    expect(row!.changes.sort((a, b) => a.field.localeCompare(b.field))).toEqual([
      { field: 'jobTitle', from: 'Kok', to: 'Chef-kok' },
      { field: 'lastName', from: 'Berg', to: 'Jansen' },
      { field: 'namePrefix', from: 'van den', to: null },
    ]);
    await applyPlan(test.app, tenant, planned);
    expect(await person('eva@example.com')).toMatchObject({
      display_name: 'Eva Jansen',
      sort_name: 'jansen eva',
      department: 'Zorg',
      job_title: 'Chef-kok',
      version: 2,
    });
    const words = await tenant.asSystem(({ tx }) =>
      tx.selectFrom('user_words').select('word').where('word', 'in', ['berg', 'jansen']).execute(),
    );
    expect(words).toEqual([{ word: 'jansen' }]);
  });
  it('moves an address by number, and says whose an address is that belongs to somebody else', async () => {
    const planned = await planFile(
      test.app,
      tenant,
      `${head}1;Eva;;Jansen;eva.jansen@example.com;;;\n2;Jan;;Smit;eva@example.com;;;\n9;Nieuw;;Mens;jan@example.com;;;\n`,
    );
    expect((await rowsOf(tenant, planned)).map((row) => [row.action, row.reason?.code])).toEqual([
      ['changed', undefined],
      ['refused', 'emailOfAnother'],
      ['refused', 'numberDiffers'],
    ]);
    await applyPlan(test.app, tenant, planned);
    expect((await person('eva.jansen@example.com')).external_id).toBe('1');
  });
  it('lets the new address of somebody who is in wait until they confirm it, and asks once', async () => {
    await importFile(test.app, tenant, `${head}77;Kim;;Wit;kim@example.com;Zorg;;\n`);
    const { id } = await person('kim@example.com');
    await tenant.asSystem((scope) =>
      scope.tx.updateTable('users').set({ activated_at: scope.now }).where('id', '=', id).execute(),
    );
    for (const job of ['Kok', 'Chef'])
      await importFile(test.app, tenant, `${head}77;Kim;;Wit;kim.wit@elders.example;Keuken;${job};\n`);
    expect(await person('kim@example.com')).toMatchObject({
      email: 'kim@example.com',
      pending_email: 'kim.wit@elders.example',
      department: 'Keuken',
      job_title: 'Chef',
    });
    const mails = await tenant.asSystem(({ tx }) =>
      tx.selectFrom('mails').select(['kind', 'address']).where('user_id', '=', id).orderBy('id').execute(),
    );
    expect(mails).toEqual([
      { kind: 'addressConfirm', address: 'kim.wit@elders.example' },
      { kind: 'accountNotice', address: 'kim@example.com' },
    ]);
  });
  it('never changes the address of somebody stronger, never a role, and lets nobody in again', async () => {
    await tenant.asSystem(({ tx }) => tx.updateTable('users').set({ role: 'admin' }).where('external_id', '=', '1').execute());
    await tenant.asSystem(({ tx }) =>
      tx.updateTable('users').set({ deactivated_at: new Date() }).where('external_id', '=', '2').execute(),
    );
    const planned = await planFile(
      test.app,
      tenant,
      'Personeelsnummer;E-mail;Rol;Voornaam\n1;thief@example.com;owner;Eva\n2;jan2@example.com;owner;Jan\n',
    );
    expect((await rowsOf(tenant, planned)).map((row) => [row.action, row.reason?.code])).toEqual([
      ['refused', 'protectedPerson'],
      ['skipped', 'deactivated'],
    ]);
    expect(planned.findings.map(({ code }) => code)).toContain('rolesIgnored');
  });
  it('proposes whose last day has passed instead of making or removing anybody', async () => {
    await importFile(test.app, tenant, `${head}5;Nog;;Hier;hier@example.com;;;\n`);
    const planned = await planFile(
      test.app,
      tenant,
      `${head}5;Nog;;Hier;hier@example.com;;;01-11-2026\n6;Al;;Weg;weg@example.com;;;01-11-2026\n`,
    );
    expect((await rowsOf(tenant, planned)).map((row) => [row.action, row.reason?.code])).toEqual([
      ['skipped', 'endPassedExisting'],
      ['skipped', 'endPassed'],
    ]);
  });
});

describe('duplicates within a file', () => {
  beforeAll(fresh);
  it('by capitals, by number; the very same row twice is only skipped', async () => {
    const planned = await planFile(
      test.app,
      tenant,
      'Personeelsnummer;Voornaam;Achternaam;E-mail\n1;A;A;a@example.com\n2;B;B;A@Example.COM\n1;C;C;c@example.com\n1;A;A;a@example.com\n',
    );
    expect(
      (await rowsOf(tenant, planned)).map((row) => [row.row, row.action, row.reason?.code, row.reason?.detail?.row]),
    ).toEqual([
      [2, 'new', undefined, undefined],
      [3, 'refused', 'duplicateEmail', 2],
      [4, 'refused', 'duplicateNumber', 2],
      [5, 'skipped', 'sameAsRow', 2],
    ]);
  });
});

describe('what happened between plan and apply', () => {
  beforeAll(fresh);
  const head = 'Personeelsnummer;Voornaam;Achternaam;E-mail;Afdeling\n';
  it('is looked at again; those rows stay out, with the reason, and the rest goes in', async () => {
    await importFile(test.app, tenant, `${head}1;A;A;a@example.com;X\n2;B;B;b@example.com;X\n3;C;C;c@example.com;X\n`);
    const planned = await planFile(
      test.app,
      tenant,
      `${head}1;A;A;a@example.com;Y\n2;B;B;b@example.com;Y\n3;C;C;c@example.com;Y\n4;D;D;d@example.com;Y\n5;E;E;e@example.com;Y\n`,
    );
    expect(planned.counts).toMatchObject({ new: 2, changed: 3 });
    await importFile(test.app, tenant, `${head}44;Somebody;Else;d@example.com;Z\n2;B;B;b@example.com;Z\n`);
    await tenant.asSystem(({ tx }) =>
      tx.updateTable('users').set({ deactivated_at: new Date() }).where('external_id', '=', '3').execute(),
    );
    const applied = await applyPlan(test.app, tenant, planned);
    expect(applied.result).toEqual({ created: 1, changed: 1, notApplied: 3 });
    expect((await rowsOf(tenant, applied, 'not_applied')).map((row) => [row.row, row.notApplied?.code])).toEqual([
      [3, 'changedMeanwhile'],
      [4, 'deactivatedMeanwhile'],
      [5, 'createdMeanwhile'],
    ]);
    expect((await person('b@example.com')).department).toBe('Z');
  });
  it('a plan that is not the one that was seen is not applied; neither is one twice', async () => {
    const planned = await planFile(test.app, tenant, `${head}7;G;G;g@example.com;Y\n`);
    await tenant.as('owner', (scope) => planImport(scope, planned.id as ImportId, {}));
    await expect(applyPlan(test.app, tenant, planned)).rejects.toMatchObject({ code: 'imports.planChanged' });
    const other = await planFile(test.app, tenant, `${head}8;H;H;h@example.com;Y\n`);
    await applyPlan(test.app, tenant, other);
    await expect(applyPlan(test.app, tenant, other)).rejects.toMatchObject({ code: 'imports.wrongState' });
  });
});

describe('applying that is broken off', () => {
  beforeAll(fresh);
  const state = () =>
    tenant.asSystem(async ({ tx }) => ({
      users: await tx
        .selectFrom('users')
        .select(['external_id', 'email', 'display_name', 'sort_name', 'search_text', 'locale', 'version'])
        .where('source', '=', 'import')
        .orderBy('external_id')
        .orderBy('email')
        .execute(),
      words: await tx
        .selectFrom('user_words')
        .select((row) => row.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    }));
  it('goes on where it was and equals an undisturbed run; two workers at once bring nobody in twice', async () => {
    await importFile(test.app, tenant, fixture('personeel-1200.csv'));
    const undisturbed = await state();
    await fresh();
    const planned = await planFile(test.app, tenant, fixture('personeel-1200.csv'));
    let chunks = 0;
    const dying = Object.assign(Object.create(test.app) as typeof test.app, {
      db: {
        ...test.app.db,
        inTenant: ((tenantId, work) => {
          if (++chunks % 3 === 0) return Promise.reject(new Error('killed'));
          return test.app.db.inTenant(tenantId, async (tx, row) => {
            const answer = await work(tx, row);
            if (chunks % 5 === 0) throw new Error('killed before the commit');
            return answer;
          });
        }) as typeof test.app.db.inTenant,
      },
    });
    await tenant.as('owner', async (scope) =>
      (await import('./apply-import.ts')).applyImport(scope, planned.id as ImportId, planned.plan),
    );
    for (let tries = 0; tries < 6; tries++)
      await workOffPlan(dying, tenant.id, planned.id as ImportId, { chunk: 100 }).catch(() => undefined);
    await Promise.all([
      workOffPlan(test.app, tenant.id, planned.id as ImportId, { chunk: 50 }),
      workOffPlan(test.app, tenant.id, planned.id as ImportId, { chunk: 70 }),
    ]);
    expect(await tenant.as('owner', (scope) => showImport(scope, planned.id as ImportId))).toMatchObject({
      state: 'applied',
      result: { created: 1178, changed: 0, notApplied: 0 },
    });
    expect(await state()).toEqual(undisturbed);
  });
});

describe('everything around it', () => {
  beforeAll(fresh);
  const who = async (role: 'owner' | 'member') => ({ tenantId: tenant.id, actor: await tenant.actor(role) });
  const upload = (text: string | Uint8Array, announced: number | null = null) => ({
    name: '../../x/people\u202e.csv',
    announced,
    body: Readable.toWeb(Readable.from([Buffer.from(text)])) as ReadableStream,
  });
  it('200 MB is refused before it is read, and 26 MB while it is', async () => {
    await expect(receiveImport(test.app, await who('owner'), upload('x', 200_000_000))).rejects.toMatchObject({
      code: 'tooLarge',
      details: { limit: '25 MB' },
    });
    await expect(receiveImport(test.app, await who('owner'), upload(new Uint8Array(26_000_000)))).rejects.toMatchObject({
      code: 'tooLarge',
    });
  });
  it('what is no file with people says what it is', async () => {
    await expect(receiveImport(test.app, await who('owner'), upload('%PDF-1.4'))).rejects.toMatchObject({ code: 'imports.pdf' });
    await expect(receiveImport(test.app, await who('owner'), upload(''))).rejects.toMatchObject({ code: 'imports.empty' });
    await expect(receiveImport(test.app, await who('owner'), upload('Voornaam;E-mail\nJan;"j@x.nl\n'))).rejects.toMatchObject({
      code: 'imports.unclosedQuote',
      details: { row: 2 },
    });
  });
  it('whoever may not import can do none of it', async () => {
    await expect(receiveImport(test.app, await who('member'), upload('x'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(tenant.as('member', (scope) => listImports(scope, { limit: 10 }))).rejects.toMatchObject({ code: 'forbidden' });
  });
  it('two columns of one meaning, or none that tells people apart, are refused with what to do', async () => {
    const received = await receiveImport(
      test.app,
      await who('owner'),
      upload('Voornaam;Achternaam;E-mail\nJan;Smit;j@example.com\n'),
    );
    expect(received.fileName).toBe('people.csv');
    const wish = (meaning: 'email' | 'ignore', index: number) =>
      tenant.as('owner', (scope) => planImport(scope, received.id as ImportId, { columns: [{ index, meaning }] }));
    await expect(wish('email', 0)).rejects.toMatchObject({ code: 'imports.twice' });
    await expect(wish('ignore', 2)).rejects.toMatchObject({ code: 'imports.noKey' });
  });
  it('refused rows come back as a file that can be corrected and imported again', async () => {
    const planned = await planFile(
      test.app,
      tenant,
      'Voornaam;Achternaam;E-mail;Wachtwoord\nJan;Smit;jan.example.com;geheim\n=cmd();"Groot; de";eva@example,com;geheim\nGoed;Zo;goed@example.com;geheim\n',
    );
    const { text } = await refusedFile(test.app, await who('owner'), planned.id as ImportId, 'nl');
    let all = '';
    for await (const block of text) all += block;
    expect(all).toBe(
      '\ufeffVoornaam;Achternaam;E-mail;Wachtwoord;Rij;Reden;Wat te doen\r\n' +
        'Jan;Smit;jan.example.com;;2;E-mail: “jan.example.com” — Er staat geen @ in dit adres.;Verbeter het adres in het bestand.\r\n' +
        '\'=cmd();"Groot; de";eva@example,com;;3;E-mail: “eva@example,com” — Het deel na de @ is geen domein. Is eva@example.com bedoeld?;Verbeter het adres in het bestand.\r\n',
    );
    expect((await rowsOf(tenant, planned, 'refused')).map((row) => [row.row, row.name])).toEqual([
      [2, 'Jan Smit'],
      [3, '=cmd() Groot; de'],
    ]);
    const mended = await planFile(
      test.app,
      tenant,
      all.replace('jan.example', 'jan@example').replace('example,com;;', 'example.com;;'),
    );
    expect(mended.counts).toMatchObject({ new: 2, refused: 0 });
    expect((await rowsOf(tenant, mended))[1]).toMatchObject({ name: '=cmd() Groot; de' });
  });
  it('is cancelled, forgotten with its file, and listed newest first', async () => {
    const planned = await planFile(test.app, tenant, 'Voornaam;E-mail\nJan;j9@example.com\n');
    expect(await tenant.as('owner', (scope) => cancelImport(scope, planned.id as ImportId))).toMatchObject({
      state: 'cancelled',
    });
    const { file } = await tenant.asSystem(({ tx }) =>
      tx.selectFrom('imports').select('file').where('id', '=', planned.id).executeTakeFirstOrThrow(),
    );
    await removeImport(test.app, await who('owner'), planned.id as ImportId);
    await runJobs(test.app);
    expect(await test.app.files.has(tenant.id, file!)).toBe(false);
    await expect(tenant.as('owner', (scope) => showImport(scope, planned.id as ImportId))).rejects.toMatchObject({
      code: 'imports.notFound',
    });
    const first = await tenant.as('owner', (scope) => listImports(scope, { limit: 2 }));
    const rest = await tenant.as('owner', (scope) => listImports(scope, { limit: 50, cursor: first.next! }));
    expect(first.items).toHaveLength(2);
    expect(rest.items.every((one) => one.createdAt <= first.items[1]!.createdAt)).toBe(true);
  });
  it('a file that is gone by the time of planning is said, and nothing waits for ever', async () => {
    const received = await receiveImport(test.app, await who('owner'), upload('Voornaam;E-mail\nWeg;weg@example.com\n'));
    const id = received.id as ImportId;
    const { plan } = await tenant.as('owner', (scope) => planImport(scope, id, {}));
    const row = await tenant.asSystem(({ tx }) =>
      tx.selectFrom('imports').select('file').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    await test.app.files.remove(tenant.id, row.file!);
    await makePlan(test.app, tenant.id, id, plan);
    expect(await tenant.as('owner', (scope) => showImport(scope, id))).toMatchObject({
      state: 'failed',
      problem: { code: 'fileGone' },
    });
  });
  it('another environment sees none of it', async () => {
    const planned = await planFile(test.app, tenant, 'Voornaam;E-mail\nJan;j10@example.com\n');
    const other = await makeTestTenant(test.app);
    await expect(other.as('owner', (scope) => showImport(scope, planned.id as ImportId))).rejects.toMatchObject({
      code: 'imports.notFound',
    });
  });
});
