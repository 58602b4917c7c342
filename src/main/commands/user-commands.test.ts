import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestTenant } from '../../../test/harness/app.ts';
import { useMembers } from '../../../test/harness/members.ts';
import { showAuditLog } from '../../features/audit/index.ts';
import { addMembers, createGroup } from '../../features/groups/index.ts';
import { markActivated, showUser } from '../../features/users/index.ts';
import { type GroupId, newId, type UserId } from '../../kernel/ids.ts';
import {
  changePerson,
  deactivatePerson,
  doToPerson,
  erasePersonCalled,
  giveRole,
  putInGroup,
  welcomePerson,
} from './act-on-users.ts';
import type { Here } from './answer.ts';
import { bringInPerson } from './bring-in-person.ts';
import { historyOf, lookAtLog, verifyLog } from './look-at-log.ts';
import { exportPerson, listPeople, showPerson } from './look-at-users.ts';
import { devicesOf, removeProofs } from './ways-in.ts';

const members = useMembers();
let tenant: TestTenant;
let here: Here;
let folder: string;

beforeAll(async () => {
  tenant = members.tenant;
  here = { app: members.app, tenantId: tenant.id };
  folder = mkdtempSync(join(tmpdir(), 'welkom-export-'));
  await tenant.as('owner', (scope) => createGroup(scope, { name: 'Keuken', description: '' }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bringIn = async (options = {}): Promise<{ id: UserId; email: string }> => {
  const email = `${newId()}@zorg.example`;
  const made = await bringInPerson(here, email, {
    firstName: 'Noor',
    lastName: 'Willems',
    role: 'member',
    silent: true,
    ...options,
  });
  return { id: (made.json as { id: UserId }).id, email };
};
const shown = (id: UserId) => tenant.as('admin', (scope) => showUser(scope, id));
const events = async (id: UserId) =>
  (await tenant.as('admin', (scope) => showAuditLog(scope, { targetId: id, cursor: null, limit: 20 }))).items.map(
    ({ event, actor }) => `${event} ${actor.kind} ${actor.name}`,
  );

test('somebody is created in a group, found, changed, and welcomed on a day', async () => {
  const { id, email } = await bringIn({ group: ['keuken'] });
  expect((await listPeople(here, email.slice(0, 20), { limit: '50' })).lines).toEqual([
    expect.stringMatching(/^NAME +LOGS IN WITH +ROLE +STATUS$/),
    expect.stringMatching(new RegExp(`^Noor Willems +${email} +member +not_invited$`)),
    '1 person.',
  ]);
  expect((await showPerson(here, email.toUpperCase())).json).toMatchObject({ id, groups: [{ name: 'Keuken', admin: false }] });
  await changePerson(here, email, { department: 'Zorg', userName: 'noor.w' });
  expect((await changePerson(here, 'noor.w', { department: '' })).done).toBe('Noor Willems is changed.');
  expect(await shown(id)).toMatchObject({ department: null, userName: 'noor.w' });
  await welcomePerson(here, id, { on: '2099-03-02' });
  expect((await shown(id)).facts.welcomeOn).toBe('2099-03-02');
  expect((await welcomePerson(here, id, {})).done).toContain('lies in the mailbox here');
  expect(await events(id)).toContain('welcome.planned system command line');
});

test('what the page would refuse is refused in a sentence', async () => {
  const { email } = await bringIn();
  await expect(doToPerson(here, email, 'logOut')).rejects.toMatchObject({ code: 'acts.passedOver' });
  await expect(doToPerson(here, 'nobody@zorg.example', 'restore')).rejects.toThrow('Nobody here has "nobody@zorg.example"');
  await expect(giveRole(here, email, 'emperor')).rejects.toThrow('There is no role "emperor"');
  await expect(putInGroup(here, email, 'Choir', {})).rejects.toThrow('There is no group named "Choir".');
  await expect(welcomePerson(here, email, { on: 'tomorrow' })).rejects.toThrow('"tomorrow" is no day');
  await expect(listPeople(here, undefined, { limit: 'all' })).rejects.toThrow('--limit');
  await expect(listPeople(here, undefined, { limit: '5', status: 'happy' })).rejects.toThrow('--status');
  await expect(changePerson(here, email, {})).rejects.toThrow('Say what to change');
  await expect(bringInPerson(here, email, { firstName: '', lastName: '', role: 'member' })).rejects.toThrow('users.emailTaken');
});

test('a user manager is limited to groups by their names', async () => {
  const { id, email } = await bringIn();
  await expect(giveRole(here, email, 'user_manager', { within: ['Keuken', 'Choir'] })).rejects.toThrow(
    'There is no group named "Choir".',
  );
  await expect(giveRole(here, email, 'member', { within: ['Keuken'] })).rejects.toThrow('Only a user_manager');
  expect((await giveRole(here, email, 'user_manager', { within: ['keuken'] })).done).toBe(
    'Noor Willems has the role user_manager now, and looks after the members of Keuken.',
  );
  expect((await shown(id)).within).toHaveLength(1);
  await giveRole(here, email, 'user_manager');
  expect((await shown(id)).within).toBeNull();
});

test('in, out, back: each as the page does it, and recorded as done from the command line', async () => {
  const { id, email } = await members.active();
  const heir = await bringIn();
  await tenant.asSystem(async (scope) => {
    const { group } = await createGroup(scope, { name: `Koor ${newId()}`, description: '' });
    await addMembers(scope, group.id as GroupId, [id], true);
  });
  expect((await doToPerson(here, email, 'resetPassword')).done).toContain('on its way to Piet Post');
  expect((await doToPerson(here, email, 'logOut')).done).toContain('logged out everywhere');
  await giveRole(here, email, 'user_manager');
  await putInGroup(here, email, 'Keuken', {});
  await putInGroup(here, email, 'Keuken', { remove: true });
  await deactivatePerson(here, email, { on: '2099-12-31' });
  expect(await shown(id)).toMatchObject({ endDate: '2099-12-31', role: 'user_manager' });
  expect((await deactivatePerson(here, email, { reason: 'left', handOverTo: heir.email })).done).toBe(
    'Piet Post is deactivated, and out everywhere. One group has a new admin.',
  );
  expect(await shown(id)).toMatchObject({ status: 'deactivated', deactivationReason: 'left' });
  await expect(deactivatePerson(here, email, {})).rejects.toMatchObject({ code: 'acts.passedOver' });
  await doToPerson(here, email, 'restore');
  expect((await events(id)).filter((event) => event.endsWith('system command line')).map((event) => event.split(' ')[0])).toEqual(
    expect.arrayContaining([
      'user.deactivated',
      'user.restored',
      'user.loggedOutEverywhere',
      'user.passwordResetSent',
      'group.handedOver',
    ]),
  );
});

test('everything about somebody in a file that only the operator reads, and erased when the name is right', async () => {
  const { id, email } = await bringIn();
  const output = join(folder, 'noor.json');
  await exportPerson(here, email, { output });
  expect(statSync(output).mode & 0o077).toBe(0);
  expect(JSON.parse(readFileSync(output, 'utf8'))).toMatchObject({ profile: { email } });
  await expect(erasePersonCalled(here, email, { name: 'Noor Willems' })).rejects.toThrow('leaving.stillActive');
  await deactivatePerson(here, email, {});
  await expect(erasePersonCalled(here, email, { name: 'Noor' })).rejects.toThrow('leaving.otherName');
  await erasePersonCalled(here, email, { name: 'Noor Willems' });
  expect(await shown(id)).toMatchObject({ erased: true, name: '' });
});

test('a new address of somebody who is in is asked about by mail, at the new address', async () => {
  const { id, email } = await bringIn();
  await tenant.asSystem((scope) => markActivated(scope, id));
  const fresh = `new-${email}`;
  expect((await changePerson(here, email, { email: fresh })).json).toMatchObject({ toConfirm: fresh });
  const mails = await tenant.asSystem(({ tx }) =>
    tx.selectFrom('mails').select('address').where('user_id', '=', id).where('address', '=', fresh).execute(),
  );
  expect(mails).toHaveLength(1);
});

test('the overview is narrowed by everything it has, and taken along as a file that is not there yet', async () => {
  const { email } = await bringIn({ group: ['Keuken'], language: 'de' });
  const narrowed = { limit: '50', group: ['keuken'], language: 'de', source: 'form' };
  expect((await listPeople(here, email, narrowed)).json).toMatchObject([{ email }]);
  expect((await listPeople(here, email, { ...narrowed, language: 'nl' })).json).toEqual([]);
  await expect(listPeople(here, undefined, { ...narrowed, group: ['Choir'] })).rejects.toThrow('no group named "Choir"');
  await expect(listPeople(here, undefined, { ...narrowed, language: 'fr' })).rejects.toThrow('--language is not right');
  await expect(listPeople(here, undefined, { ...narrowed, startFrom: 'soon' })).rejects.toThrow('--start-from is not right');
  const output = join(folder, 'people.csv');
  await listPeople(here, undefined, { ...narrowed, output });
  expect(readFileSync(output, 'utf8')).toContain(email);
  expect(statSync(output).mode & 0o077).toBe(0);
  await expect(listPeople(here, undefined, { ...narrowed, output })).rejects.toThrow('is there already');
  await expect(listPeople(here, undefined, { ...narrowed, output: 'people.doc' })).rejects.toThrow('.csv or .xlsx');
});

test('what happened to somebody, and the whole log, to read and to take along', async () => {
  const { id, email } = await bringIn();
  await changePerson(here, email, { department: 'Zorg' });
  const { lines, json } = await historyOf(here, email, { limit: '1' });
  expect(lines).toEqual([
    expect.stringMatching(/^WHEN +WHAT +BY +TO +DETAIL$/),
    expect.stringMatching(/User changed +command line +Noor Willems +Department: nothing → Zorg$/),
    'The newest 1; --limit shows more.',
  ]);
  expect(json).toMatchObject([{ event: 'user.changed', target: { id } }]);
  const asked = { limit: '50', about: email, event: 'user.created', from: '2020-01-01', until: '2099-01-01' };
  expect((await lookAtLog(here, asked)).json).toMatchObject([{ event: 'user.created', target: { id } }]);
  expect((await lookAtLog(here, { ...asked, until: '2020-01-02' })).json).toEqual([]);
  const output = join(folder, 'log.csv');
  await lookAtLog(here, { ...asked, output });
  expect(readFileSync(output, 'utf8').split('\r\n')).toHaveLength(3);
});

test('devices are listed and ended one by one, and a lost phone is helped', async () => {
  const { id, email } = await members.active();
  const [device] = (await devicesOf(here, email, {})).json as { id: string }[];
  await expect(devicesOf(here, email, { end: newId() })).rejects.toThrow('is not logged in on a device');
  expect((await devicesOf(here, email, { end: device!.id })).done).toContain('Piet Post is logged out on');
  expect((await devicesOf(here, email, {})).lines).toEqual(['Piet Post is logged in nowhere.']);
  const phone = await members.withTwoStep();
  expect((await removeProofs(here, phone.email)).done).toContain('the password stays');
  expect(await events(phone.id)).toContain('user.proofsRemoved system command line');
  await expect(removeProofs(here, email)).rejects.toMatchObject({ code: 'profile.nothingToRemove' });
  expect(await events(id)).toContain('user.loggedOut system command line');
});

test('the log is proved from here, in the name of the operator; where it was changed, that is wrong', async () => {
  await bringIn();
  const whole = await verifyLog(here);
  expect(whole).toMatchObject({ done: expect.stringContaining('Nothing was changed'), json: { state: 'done', by: null } });
  expect(whole.wrong).toBeUndefined();
  const { items } = await tenant.as('admin', (scope) => showAuditLog(scope, { event: 'audit.verified', cursor: null, limit: 1 }));
  expect(items).toMatchObject([{ actor: { kind: 'system', name: 'command line' } }]);
  const changed = await members.app.db.acrossTenants(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    const { rows } = await sql<{
      id: string;
    }>`select event_id as id from audit_contents where tenant_id = ${tenant.id} limit 1`.execute(tx);
    await sql`update audit_contents set actor_name = actor_name || 'x' where event_id = ${rows[0]!.id}`.execute(tx);
    return rows[0]!.id;
  });
  const broken = await verifyLog(here);
  expect(broken).toMatchObject({ wrong: 'The log was tampered with in one place.', json: { problemCount: 1 } });
  expect(broken.lines![0]).toMatch(new RegExp(`what this event says was changed. \\(event ${changed}\\)$`));
  expect(broken.done).toBeUndefined();
});
