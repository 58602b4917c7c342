import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { makeTestTenant, useTestApp } from '../../../test/harness/app.ts';
import { linkOf } from '../../../test/harness/let-in.ts';
import type { ActivationId, UserId } from '../../kernel/ids.ts';
import { inTenant, systemActor } from '../../platform/scope.ts';
import { createUser, lockUser } from '../users/index.ts';
import { spendLink } from './activation-store.ts';
import { lookAtLink } from './look-at-link.ts';

const given = useTestApp();

test('looking at a link while it is used waits for that, and neither is begun anew', async () => {
  const { app } = given;
  const tenant = await makeTestTenant(app);
  const person = await tenant.asSystem((scope) =>
    createUser(scope, { firstName: 'Sam', lastName: 'Bos', email: 'sam@welkom.example', source: 'form' }),
  );
  const [, id, secret] = /activate\/(.+)#(.+)/.exec(await linkOf(app, tenant, person as UserId)) ?? [];
  const begun = { using: 0, looking: 0 };
  let look: Promise<unknown> = Promise.resolve();
  const used = await tenant.asSystem(async (scope) => {
    begun.using++;
    await lockUser(scope.tx, person);
    look = inTenant(app, { tenantId: tenant.id, actor: systemActor('test') }, (other) => {
      begun.looking++;
      return lookAtLink(app, other, { purpose: 'activation', id: id!, secret: secret! });
    });
    await wait(300);
    return spendLink(scope.tx, tenant.id, 'activation', id as ActivationId, scope.now);
  });
  expect(used).toBe(person);
  expect(await look).toHaveProperty('state');
  expect(begun).toEqual({ using: 1, looking: 1 });
});
