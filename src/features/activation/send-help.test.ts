import { expect, test } from 'vitest';
import { makeTestTenant, useTestApp } from '../../../test/harness/app.ts';
import { type ActivationId, newId } from '../../kernel/ids.ts';
import { linksFor } from './prepare-links.ts';
import { helpJob } from './send-help.ts';

const given = useTestApp();

test('run twice, the job has sent one mail, and its link works', async () => {
  const tenant = await makeTestTenant(given.app);
  await tenant.asSystem(({ tx, now }) =>
    tx.updateTable('users').set({ activated_at: now }).where('id', '=', tenant.owner).execute(),
  );
  const payload = { userId: tenant.owner, request: newId() };
  for (const _ of [1, 2]) await helpJob.handler(given.app, payload, { tenantId: tenant.id, by: null });
  await tenant.asSystem(async (scope) => {
    const mails = await scope.tx.selectFrom('mails').select('content').where('kind', '=', 'reset').execute();
    const ids = mails.map(({ content }) => (content as { activationId: ActivationId }).activationId);
    expect([...(await linksFor(given.app, scope, ids)).values()]).toMatchObject([{ state: 'live' }]);
  });
});
