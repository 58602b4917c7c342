import { actAtOnce } from '../../features/acts/index.ts';
import { planWelcome } from '../../features/arrivals/index.ts';
import { handOverGroups } from '../../features/groups/index.ts';
import { erasePerson } from '../../features/leaving/index.ts';
import { changeUser, type UserChange } from '../../features/users/index.ts';
import { sendOneWelcome } from '../../features/welcome/index.ts';
import { newId } from '../../kernel/ids.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import type { Scope } from '../../platform/scope.ts';
import { allActs } from '../acts.ts';
import { allBelongings } from '../belongings.ts';
import { userHooks } from '../user-hooks.ts';
import { type Answer, asOperator, demandDay, demandRole, type Here } from './answer.ts';
import { groupCalled } from './bring-in-person.ts';
import { personCalled } from './find-person.ts';

/** Does to one person what the panel does: the same check, the same record. */
async function act(here: Here, scope: Scope, who: string, name: string, params: Record<string, unknown>) {
  const { id } = await personCalled(scope, who);
  const person = await actAtOnce(here.app, scope, allActs, { id: newId(), act: name, params, userId: id });
  return { id, name: person.display_name };
}

interface LeaveOptions {
  reason?: string;
  handOverTo?: string;
  on?: string;
}

/** Closes an account, now or at the end of a day; groups that nobody else looks after can go to somebody. */
export async function deactivatePerson(here: Here, who: string, { reason, handOverTo, on }: LeaveOptions): Promise<Answer> {
  const day = on === undefined ? null : demandDay(on);
  return asOperator(here, async (scope) => {
    const person = await personCalled(scope, who);
    const given = handOverTo === undefined ? 0 : (await handOver(scope, person.id, handOverTo)).groups;
    const also = given ? ` ${given === 1 ? 'One group has' : `${given} groups have`} a new admin.` : '';
    if (day !== null) {
      await changeUser(scope, person.id, { version: person.version, endDate: day });
      return { done: `${person.display_name} leaves at the end of ${day}.${also}`, json: { id: person.id, endDate: day } };
    }
    const { id, name } = await act(here, scope, who, 'deactivate', { reason: reason ?? null });
    return { done: `${name} is deactivated, and out everywhere.${also}`, json: { id, deactivated: true } };
  });
}

const handOver = async (scope: Scope, from: Awaited<ReturnType<typeof personCalled>>['id'], to: string) =>
  handOverGroups(scope, from, (await personCalled(scope, to)).id);

const ONE: Record<'restore' | 'logOut' | 'resetPassword', (name: string) => string> = {
  restore: (name) => `${name} is restored, with the groups of before; old devices, links and keys stay dead.`,
  logOut: (name) => `${name} is logged out everywhere; the account stays active.`,
  resetPassword: (name) => `A mail to set a new password is on its way to ${name}.`,
};

export async function doToPerson(here: Here, who: string, what: keyof typeof ONE): Promise<Answer> {
  return asOperator(here, async (scope) => {
    const { id, name } = await act(here, scope, who, what, {});
    return { done: ONE[what](name), json: { id, done: what } };
  });
}

/** `within`: the groups that a user manager looks after, by name; without it everybody. */
export async function giveRole(here: Here, who: string, wanted: string, { within }: { within?: string[] } = {}): Promise<Answer> {
  const role = demandRole(wanted);
  if (within && role !== 'user_manager') throw new CannotStart('Only a user_manager can be limited to groups (--within).');
  return asOperator(here, async (scope) => {
    const groups = [];
    for (const group of within ?? []) groups.push(await groupCalled(scope, group));
    const limit = within ? groups.map((group) => group.id) : null;
    const { id, name } = await act(here, scope, who, 'changeRole', { role, within: limit });
    const also = within ? `, and looks after the members of ${groups.map((group) => group.name).join(', ')}` : '';
    return { done: `${name} has the role ${role} now${also}.`, json: { id, role, within: limit } };
  });
}

export async function putInGroup(here: Here, who: string, group: string, { remove }: { remove?: boolean }): Promise<Answer> {
  return asOperator(here, async (scope) => {
    const found = await groupCalled(scope, group);
    const { id, name } = await act(here, scope, who, remove ? 'takeOutOfGroup' : 'addToGroup', { groupId: found.id });
    return {
      done: `${name} is ${remove ? 'no longer' : 'now'} in ${found.name}.`,
      json: { id, groupId: found.id, member: !remove },
    };
  });
}

/** Sends the welcome e-mail now, on a day, or not before it is sent by hand. */
export async function welcomePerson(here: Here, who: string, { on, notYet }: { on?: string; notYet?: boolean }): Promise<Answer> {
  const day = on === undefined ? null : demandDay(on);
  return asOperator(here, async (scope) => {
    const { id, display_name: name } = await personCalled(scope, who);
    if (day !== null || notYet) {
      await planWelcome(scope, id, day);
      const when =
        day === null ? 'gets no welcome mail until somebody sends it' : `gets the welcome mail on the morning of ${day}`;
      return { done: `${name} ${when}.`, json: { id, welcomeOn: day } };
    }
    const sent = await sendOneWelcome(here.app, scope, { userId: id, key: newId() });
    const where = sent.kept ? 'lies in the mailbox here' : `is on its way to ${sent.address}`;
    return { done: `The welcome mail for ${name} ${where}; its link works until ${sent.expiresAt}.`, json: { id, ...sent } };
  });
}

export async function changePerson(here: Here, who: string, wanted: Record<string, string | undefined>): Promise<Answer> {
  const given = Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (!given.length) throw new CannotStart('Say what to change: welkom user change --help shows what can be.');
  for (const [field, value] of given) if (field === 'startDate' || field === 'endDate') if (value !== '') demandDay(value);
  const change = Object.fromEntries(given.map(([field, value]) => [field, value === '' ? null : value])) as UserChange;
  return asOperator(here, async (scope) => {
    const { id, version } = await personCalled(scope, who);
    const { person, toConfirm, welcomeTakenBack } = await changeUser(scope, id, { version, ...change });
    if (toConfirm) await userHooks.addressToConfirm(scope, person, toConfirm);
    const more = toConfirm
      ? ` ${toConfirm} waits until it is confirmed by mail.`
      : welcomeTakenBack
        ? ' A welcome mail to the old address was taken back: send it again.'
        : '';
    return { done: `${person.display_name} is changed.${more}`, json: { id, toConfirm, welcomeTakenBack } };
  });
}

/** Erases somebody's personal data for ever; `name` is typed to be sure. */
export async function erasePersonCalled(here: Here, who: string, { name }: { name: string }): Promise<Answer> {
  return asOperator(here, async (scope) => {
    const { id } = await personCalled(scope, who);
    await erasePerson(scope, allBelongings, { id, name });
    return { done: 'The personal data is erased. What was written stays, under "former user".', json: { id, erased: true } };
  });
}
