import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planWaveJob } from '../../src/features/welcome/plan-wave.ts';
import { sendWelcomeMails } from '../../src/features/welcome/send-welcome-mails.ts';
import { newId } from '../../src/kernel/ids.ts';
import { ofTenant } from '../../src/platform/db/tenant-wall.ts';
import { makeTestApp, makeTestTenant, type TestApp, type TestTenant } from '../harness/app.ts';
import { type ChaosSmtp, startChaosSmtp } from '../harness/chaos-smtp.ts';
import { until } from '../harness/mail-bed.ts';

const KILLS = Number(process.env.KILLS ?? 5);
const PEOPLE = 100 * KILLS;
const CONNECTIONS = 4;
/** Bulk lines and the one that is kept for what somebody waits for. */
const LINES = CONNECTIONS + 1;

let chaos: ChaosSmtp;
let app: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  chaos = await startChaosSmtp({ delayMs: 5 });
  app = await makeTestApp({ SMTP_URL: `${chaos.url}?connections=${CONNECTIONS}`, WELKOM_MAIL_FROM: 'welkom@example.org' });
  tenant = await makeTestTenant(app);
});
afterAll(async () => {
  await app.end();
  await chaos.close();
});

async function startWorker(): Promise<ChildProcess> {
  const worker = fork(fileURLToPath(new URL('../harness/delivery-process.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      TEST_DATABASE: app.db.url,
      TEST_SECRET_KEY: 'a key for tests only, 32 bytes long',
      PUBLIC_URL: 'http://welkom.test',
      LOG_LEVEL: 'silent',
      WELKOM_DATA_DIR: app.config.dataDir,
      SMTP_URL: `${chaos.url}?connections=${CONNECTIONS}`,
      WELKOM_MAIL_FROM: 'welkom@example.org',
    },
  });
  await once(worker, 'message');
  return worker;
}

it(`${KILLS} times kill -9 in the middle of a sending: nobody is lost, nobody gets it twice, the doubtful are named`, {
  timeout: 400_000,
}, async () => {
  await tenant.asSystem(({ tx }) =>
    sql`
    insert into users (tenant_id, id, email, email_key, first_name, last_name, display_name, sort_name, locale)
    select ${tenant.id}, gen_random_uuid(), 'k' || n || '@example.org', 'k' || n || '@example.org', 'K', n::text, 'K ' || n, n::text, 'en' from generate_series(1, ${PEOPLE}) n`.execute(
      tx,
    ),
  );
  const waveId = newId<'wave'>();
  await tenant.as('owner', (scope) =>
    sendWelcomeMails(scope, {
      id: waveId,
      audience: { everyone: true },
      onlyNew: false,
      expected: { asked: PEOPLE + 1, queued: PEOPLE + 1 },
    }),
  );
  await planWaveJob.handler(app, { waveId, reach: null }, { tenantId: tenant.id, by: null });

  for (let kill = 0; kill < KILLS; kill++) {
    const worker = await startWorker();
    const before = chaos.taken.length;
    await until(
      'some have left',
      () => chaos.taken.length >= before + 10 + Math.floor(Math.random() * 30) || chaos.taken.length > PEOPLE,
      100,
    );
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }
  const worker = await startWorker();
  const states = () =>
    tenant.asSystem(
      async ({ tx }) =>
        new Map(
          (
            await sql<{
              state: string;
              n: number;
            }>`select state, count(*) as n from mails where tenant_id = ${ofTenant} group by 1`.execute(tx)
          ).rows.map((row) => [row.state, row.n]),
        ),
    );
  await until(
    'every mail has come to an end',
    async () => {
      const now = await states();
      return (now.get('queued') ?? 0) + (now.get('deferred') ?? 0) === 0;
    },
    200,
  );
  worker.kill('SIGKILL');
  await once(worker, 'exit');

  const now = await states();
  expect((now.get('accepted') ?? 0) + (now.get('unknown') ?? 0)).toBe(PEOPLE + 1);
  expect(now.get('unknown') ?? 0).toBeLessThanOrEqual(KILLS * LINES);
  expect([...chaos.copies().values()].filter((copies) => copies > 1)).toEqual([]);
  const accepted = await tenant.asSystem(
    async ({ tx }) =>
      (await sql<{ id: string }>`select id from mails where tenant_id = ${ofTenant} and state = 'accepted'`.execute(tx)).rows,
  );
  const taken = chaos.copies();
  expect(accepted.filter(({ id }) => !taken.has(`<${id}@example.org>`))).toEqual([]);
});
