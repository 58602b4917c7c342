import { ROLES } from '../../src/contract/permissions.ts';
import { MAIL_FATES, STATIONS, USER_SORTS, USER_STATUSES } from '../../src/contract/users.ts';
import type { Case } from './measure-lists.ts';
import { dice, GROUPS, IMPORTS } from './seed-people.ts';

/** From a common beginning to a rare word, and two words that some have both. */
const SEARCHES = 'a|an|ro|wag|zwart|jan|anna j|de vries|bram e00|e0012|m|van|rosa wagn|smitsen|e09'.split('|');

/** Ten thousands have each: names stand together by name, numbers by every day there is. */
const CLUSTERED =
  'wag|zwart|wagner|e00|e01|e07|e099|bakker|jan|berg|anna|noah|zwart e00|wag e01|anna e09|noah zwart|bakker anna|e0 zita'.split(
    '|',
  );

/** Filters, orders and searches as dice throw them: the same every time. */
export function throwsOf(count: number): Case[] {
  const { one, perhaps, random } = throwing(11);
  return Array.from({ length: count }, (_, n) => ({
    name: `throw ${n + 1}`,
    sort: random() < 0.6 ? 'name' : one(USER_SORTS),
    filter: {
      q: perhaps(0.4, () => one(SEARCHES)),
      status: perhaps(0.3, () => [one(USER_STATUSES)]),
      station: perhaps(0.15, () => one(STATIONS)),
      before: perhaps(0.1, () => one(STATIONS.slice(1))),
      role: perhaps(0.15, () => [one(ROLES)]),
      kind: perhaps(0.15, () => one(['internal', 'external'] as const)),
      locale: perhaps(0.2, () => [one(['en', 'nl', 'de'] as const)]),
      department: perhaps(0.2, () => `Department ${1 + Math.floor(random() * 200)}`),
      source: perhaps(0.15, () => one(['form', 'import'] as const)),
      importId: perhaps(0.1, () => one(IMPORTS)),
      mail: perhaps(0.1, () => one(MAIL_FATES)),
      blocked: perhaps(0.2, () => true),
    },
  }));
}

/** Harsher: every order alike often, large sets in most, what lies clustered in many, from any depth. */
export function harshThrowsOf(count: number): Case[] {
  const { one, perhaps, random } = throwing(23);
  const day = () => new Date(Date.now() - random() * 700 * 86_400_000).toISOString().slice(0, 10);
  return Array.from({ length: count }, (_, n) => ({
    name: `harsh throw ${n + 1}`,
    sort: one(USER_SORTS),
    past: perhaps(0.3, random),
    filter: {
      q: perhaps(0.55, () => one(random() < 0.7 ? CLUSTERED : SEARCHES)),
      importId: perhaps(0.25, () => one(IMPORTS)),
      startFrom: perhaps(0.2, day),
      startUntil: perhaps(0.2, day),
      department: perhaps(0.2, () => `Department ${1 + Math.floor(200 * random() ** 2)}`),
      groupId: perhaps(0.25, () => (random() < 0.8 ? [one(GROUPS).id] : [one(GROUPS).id, one(GROUPS).id])),
      status: perhaps(0.25, () => [one(USER_STATUSES)]),
      station: perhaps(0.1, () => one(STATIONS)),
      before: perhaps(0.1, () => one(STATIONS.slice(1))),
      role: perhaps(0.1, () => [one(ROLES)]),
      kind: perhaps(0.1, () => one(['internal', 'external'] as const)),
      locale: perhaps(0.2, () => [one(['en', 'nl', 'de'] as const)]),
      source: perhaps(0.1, () => one(['form', 'import'] as const)),
      mail: perhaps(0.1, () => one(MAIL_FATES)),
      blocked: perhaps(0.3, () => true),
    },
  }));
}

function throwing(seed: number) {
  const random = dice(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const perhaps = <T>(share: number, value: () => T): T | undefined => (random() < share ? value() : undefined);
  return { random, one, perhaps };
}
