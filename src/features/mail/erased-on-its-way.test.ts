import { expect, test } from 'vitest';
import { makeTestTenant, useTestApp } from '../../../test/harness/app.ts';
import { everyRow } from '../../../test/harness/every-row.ts';
import { arrivals } from '../../contract/arrivals.ts';
import { type MailId, newId } from '../../kernel/ids.ts';
import { allBelongings } from '../../main/belongings.ts';
import { createArrival } from '../arrivals/index.ts';
import { erasePerson } from '../leaving/index.ts';
import { deactivateUsers, lockUsers, recordMailEnds } from '../users/index.ts';
import { writeTurn } from './delivery/dispatch-store.ts';

const given = useTestApp();

test('what a mail server says of a mail that was on its way is not kept', async () => {
  const tenant = await makeTestTenant(given.app);
  const email = 'canarina.zwaluwstaart@canary.example';
  const form = { key: newId(), firstName: 'Canarina', lastName: 'Zwaluwstaart', email };
  const { id } = await tenant.as('admin', (scope) => createArrival(given.app, scope, arrivals.create.body.parse(form)));
  const mail = await tenant.asSystem(async ({ tx, now }) => {
    const started = { data_started_at: now, lease_until: new Date(now.getTime() + 60_000), fence: 1 };
    await tx.updateTable('mail_dispatch').set(started).execute();
    return tx.selectFrom('mails').select('id').where('user_id', '=', id).executeTakeFirstOrThrow();
  });
  await tenant.as('admin', async (scope) => deactivateUsers(scope, await lockUsers(scope.tx, [id]), null));
  await tenant.as('admin', (scope) => erasePerson(scope, allBelongings, { id, name: 'Canarina Zwaluwstaart' }));
  const words = `250 <${email}> accepted`;
  const said = { state: 'accepted', waitMs: null, meaning: null, code: 250, enhanced: null, words, server: 'mx' } as const;
  await tenant.asSystem(({ tx }) => writeTurn(tx, tenant.id, { ended: [{ mailId: mail.id as MailId, fence: 1, ...said }] }, 0));
  const end = { userId: id, outcome: 'accepted', at: new Date(), words, address: '', addressIsDead: false } as const;
  await tenant.asSystem((scope) => recordMailEnds(scope, [end]));
  expect((await everyRow(given.app)).split('\n').filter((row) => row.includes(tenant.id) && row.includes('canary'))).toEqual([]);
});
