import { expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { importFile } from '../../../test/harness/import-file.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { post } from '../mail/index.ts';
import { markInvited, recordMailEnds } from '../users/index.ts';

const bed = useTestApp();
const head = 'Personeelsnummer;Voornaam;Achternaam;E-mail\n';

/** Somebody who was mailed an invitation at `old@`, before a file brings another address. */
async function invited(tenant: TestTenant): Promise<{ id: UserId; mailId: string }> {
  await importFile(bed.app, tenant, `${head}1;Eva;Wit;old@example.org\n`);
  return tenant.asSystem(async (scope) => {
    const row = await scope.tx.selectFrom('users').select('id').where('external_id', '=', '1').executeTakeFirstOrThrow();
    const id = row.id as UserId;
    const to = { address: 'old@example.org', name: 'Eva Wit' };
    const [mailId] = await post(scope, [{ kind: 'welcome', userId: id, to, locale: 'nl', content: { activation: newId() } }]);
    await markInvited(scope, [id], new Date(scope.now.getTime() + 86_400_000), true);
    return { id, mailId: mailId! };
  });
}

const rowOf = (tenant: TestTenant, id: UserId) =>
  tenant.asSystem(({ tx }) => tx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

test('a file that corrects a dead address takes what was known of it along: nothing was sent to the new one yet', async () => {
  const tenant = await makeTestTenant(bed.app, { locale: 'nl' });
  const { id } = await invited(tenant);
  const end = { userId: id, outcome: 'refused' as const, words: 'no such user', address: 'old@example.org', addressIsDead: true };
  await tenant.asSystem((scope) => recordMailEnds(scope, [{ ...end, at: scope.now }]));
  expect((await rowOf(tenant, id)).bounced_at).not.toBeNull();

  await importFile(bed.app, tenant, `${head}1;Eva;Wit;new@example.org\n`);
  expect(await rowOf(tenant, id)).toMatchObject({
    email: 'new@example.org',
    mail_queued_at: null,
    mail_refused_at: null,
    mail_reply: null,
    bounced_at: null,
    bounce_reason: null,
  });
});

test('a mail that still waits for the old address is taken back by the file, and one that changes something else leaves it', async () => {
  const tenant = await makeTestTenant(bed.app, { locale: 'nl' });
  const { id, mailId } = await invited(tenant);
  const stateOf = async () =>
    (await tenant.asSystem(({ tx }) => tx.selectFrom('mails').select('state').where('id', '=', mailId).executeTakeFirstOrThrow()))
      .state;
  await importFile(bed.app, tenant, `${head}1;Eva;Zwart;old@example.org\n`);
  expect([await stateOf(), (await rowOf(tenant, id)).mail_queued_at]).toEqual(['queued', expect.any(Date)]);
  await importFile(bed.app, tenant, `${head}1;Eva;Zwart;new@example.org\n`);
  expect([await stateOf(), (await rowOf(tenant, id)).mail_queued_at]).toEqual(['taken_back', null]);
});
