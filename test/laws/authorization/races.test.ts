import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { linksFor, prepareActivations, prepareReset } from '../../../src/features/activation/index.ts';
import { createUser } from '../../../src/features/users/index.ts';
import { newId, type UserId } from '../../../src/kernel/ids.ts';
import { makeApp } from '../../../src/main/app.ts';
import type { App } from '../../../src/platform/scope.ts';
import { amount, isLong, SEED, timer } from '../../harness/amount.ts';
import { makeTestTenant, type TestTenant, useTestApp } from '../../harness/app.ts';
import { PASSWORD } from '../../harness/let-in.ts';
import { makeDoor } from '../../harness/visitor.ts';

// Hashing lets two through at a time: without it all fifty are at the link at once.
vi.mock('@node-rs/argon2', () => ({
  hash: async (password: string) => `$argon2id$v=19$m=19456,t=2,p=1$${Buffer.from(password).toString('base64')}`,
  verify: async () => false,
}));

const given = useTestApp();
const AT_ONCE = 50;
let tenant: TestTenant;
let second: App;
let client: pg.Client;
let doors: ReturnType<typeof makeDoor>[];

beforeAll(async () => {
  const { app } = given;
  tenant = await makeTestTenant(app);
  const { config, log } = app;
  second = makeApp({ config, log, secretKey: 'a key for tests only, 32 bytes long', databaseUrl: app.db.url });
  doors = [makeDoor(app), makeDoor(second)];
  client = new pg.Client({ connectionString: app.db.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await second.db.close();
});

interface Link {
  path: string;
  id: string;
  secret: string;
}
const linkOf = (userId: UserId, purpose: 'activation' | 'reset'): Promise<Link> =>
  tenant.asSystem(async (scope) => {
    const term = { expiresAt: new Date(scope.now.getTime() + 86_400_000) };
    const made = purpose === 'reset' ? await prepareReset(scope, userId) : (await prepareActivations(scope, [userId], term))[0];
    const { url } = (await linksFor(given.app, scope, [made!.activationId])).get(made!.activationId)!;
    const [, id = '', secret = ''] = /\/(?:activate|reset)\/([^#]+)#(.+)$/.exec(url) ?? [];
    return { path: purpose === 'reset' ? '/api/v1/password/reset' : '/api/v1/activation', id, secret };
  });

/** Fifty at once, half of them at each process. @returns how many got through, and what the others were told */
async function race({ path, id, secret }: Link): Promise<{ through: number; told: string[] }> {
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_each, n) =>
      doors[n % 2]!.visitor().post(path, { id, secret, password: `${PASSWORD} ${n}` }),
    ),
  );
  const told = new Set(answers.filter(({ status }) => status !== 200).map(({ status, body }) => `${status} ${body['code']}`));
  return { through: answers.filter(({ status }) => status === 200).length, told: [...told] };
}

test('of fifty that use one link at the same moment exactly one succeeds, at the first password and at every reset', async () => {
  const time = timer();
  const counted = { activation: 0, reset: 0 };
  while (counted.activation + counted.reset < amount(6, 1_000) && !time.isUp()) {
    const email = `r-${newId()}@welkom.example`;
    const id = await tenant.asSystem((scope) => createUser(scope, { firstName: 'R', lastName: 'Ace', email, source: 'form' }));
    for (const purpose of ['activation', 'reset'] as const) {
      const told = purpose === 'activation' ? ['activation.used'] : ['activation.used', 'activation.replaced'];
      const result = await race(await linkOf(id, purpose));
      expect(result.through, `${purpose} ${id}: ${result.told}`).toBe(1);
      expect(result.told.filter((one) => !told.some((code) => one.endsWith(code)))).toEqual([]);
      counted[purpose]++;
    }
    const { rows } = await client.query(
      `select (select count(*)::int from credentials where user_id = $1) as passwords,
         (select count(*)::int from audit_events where target_id = $1 and event = 'user.activated') as activated,
         (select count(*)::int from audit_events where target_id = $1 and event = 'user.passwordReset') as reset,
         (select count(*)::int from mails where user_id = $1) as mails`,
      [id],
    );
    expect(rows[0]).toEqual({ passwords: 1, activated: 1, reset: 1, mails: 2 });
  }
  if (isLong)
    console.info(
      `figure: ${counted.activation} races of ${AT_ONCE} for a first password, at two processes: exactly 1 success in each, ${time.seconds()} s, seed ${SEED}\nfigure: ${counted.reset} races of ${AT_ONCE} for a reset, at two processes: exactly 1 success in each, seed ${SEED}`,
    );
}, 3_600_000);
