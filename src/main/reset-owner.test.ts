import { describe, expect, it } from 'vitest';
import { makeTestTenant, useTestApp } from '../../test/harness/app.ts';
import type { Role } from '../contract/permissions.ts';
import { asksForCode } from '../features/factors/index.ts';
import { createUser, deactivateUsers, findUser, lockUser } from '../features/users/index.ts';
import type { UserId } from '../kernel/ids.ts';
import { resetOwner } from './reset-owner.ts';

const test = useTestApp();

async function personIn(role: Role) {
  const tenant = await makeTestTenant(test.app);
  const email = `Anna-${role}@welkom.test`;
  const id = await tenant.asSystem((scope) =>
    createUser(scope, { firstName: 'Anna', lastName: 'de Wit', email, role, source: 'form' }),
  );
  const reset = (login: string) => tenant.asSystem((scope) => resetOwner(test.app, scope, login));
  const person = () => tenant.asSystem((scope) => findUser(scope.tx, id));
  return { tenant, id, email, reset, person };
}

describe('the way back in for whoever has the machine', () => {
  it('is one link, whose secret stands behind the #', async () => {
    const { email, reset } = await personIn('owner');
    const { url, becameOwner } = await reset(email.toLowerCase());
    expect(becameOwner).toBe(false);
    expect(url).toMatch(/^http:\/\/welkom\.test\/activate\/[0-9a-f-]{36}#[a-z2-7]{52}$/);
  });

  it('makes somebody else an owner, and says so', async () => {
    const { email, reset, person } = await personIn('member');
    expect((await reset(email)).becameOwner).toBe(true);
    expect((await person())?.role).toBe('owner');
  });

  it('restores somebody deactivated', async () => {
    const { tenant, id, email, reset, person } = await personIn('admin');
    await tenant.asSystem(async (scope) => deactivateUsers(scope, [(await lockUser(scope.tx, id as UserId))!], null));
    await reset(email);
    expect((await person())?.deactivated_at).toBeNull();
  });

  it('takes the second step away, which nobody else could', async () => {
    const { tenant, id, email, reset } = await personIn('owner');
    await tenant.asSystem((scope) => {
      const row = { tenant_id: tenant.id, user_id: id, secret: 'sealed', made_at: scope.now, confirmed_at: scope.now };
      return scope.tx.insertInto('two_step').values(row).execute();
    });
    const asked = () => tenant.asSystem((scope) => asksForCode(scope, id));
    expect(await asked()).toBe(true);
    await reset(email);
    expect(await asked()).toBe(false);
  });

  it('is refused for nobody we know, and for whoever may not give that much', async () => {
    const { tenant, reset, email } = await personIn('owner');
    await expect(reset('nobody@welkom.test')).rejects.toMatchObject({ code: 'users.notFound' });
    await expect(tenant.as('member', (scope) => resetOwner(test.app, scope, email))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(tenant.as('admin', (scope) => resetOwner(test.app, scope, email))).rejects.toMatchObject({ code: 'forbidden' });
  });
});
