import { expect, it } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { MAIL_FATES } from '../../contract/users.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { createUser, markMailQueued, markOpened, recordMailEnds } from './index.ts';
import { listUsers } from './list-users.ts';
import type { MailEnd } from './user-mail-store.ts';

const bed = useTestApp();

async function person(tenant: TestTenant, name: string): Promise<UserId> {
  const id = await tenant.asSystem((scope) =>
    createUser(scope, { firstName: name, lastName: 'X', email: `${name}-${newId()}@example.org`, source: 'form' }),
  );
  await tenant.asSystem((scope) => markMailQueued(scope, [id]));
  return id;
}

const end = (tenant: TestTenant, userId: UserId, outcome: MailEnd['outcome'], more: Partial<MailEnd> = {}) =>
  tenant.asSystem((scope) =>
    recordMailEnds(scope, [
      { userId, outcome, at: scope.now, words: 'so it says', address: 'other@example.org', addressIsDead: false, ...more },
    ]),
  );

it('people are found by what became of their mail, and told twice is told once', async () => {
  const tenant = await makeTestTenant(bed.app);
  const waiting = await person(tenant, 'Waiting');
  const refused = await person(tenant, 'Refused');
  const unknown = await person(tenant, 'Unknown');
  const opened = await person(tenant, 'Opened');
  const back = await person(tenant, 'Back');
  for (let twice = 0; twice < 2; twice++) {
    await end(tenant, refused, 'refused', { addressIsDead: true });
    await end(tenant, unknown, 'unknown');
    await end(tenant, opened, 'accepted');
    await tenant.asSystem((scope) => markOpened(scope, opened, scope.now));
    await end(tenant, back, 'takenBack');
  }
  const found = async (mail: (typeof MAIL_FATES)[number]) =>
    (await tenant.as('owner', (scope) => listUsers(scope, { filter: { mail }, sort: 'name', limit: 50 }))).items;
  const lists = Object.fromEntries(
    await Promise.all(MAIL_FATES.map(async (fate) => [fate, (await found(fate)).map((user) => user.id)])),
  );
  expect(lists).toEqual({ waiting: [waiting], refused: [refused], unknown: [unknown], opened: [opened] });
  const [was] = await found('refused');
  // The dead address was another one than the person has by now: it counts against nobody.
  expect(was?.facts).toMatchObject({ bouncedAt: null, mailReply: 'so it says' });
  await tenant.asSystem((scope) => markMailQueued(scope, [refused]));
  expect((await found('refused')).length).toBe(0);
  expect((await found('waiting')).map((user) => user.id).sort()).toEqual([waiting, refused].sort());
});
