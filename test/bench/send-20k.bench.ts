import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import { startDelivery } from '../../src/features/mail/index.ts';
import { readableLetter } from '../../src/features/mail/letter/fill-letter.ts';
import { letterOf } from '../../src/features/mail/letter/letter-of.ts';
import { createTenant } from '../../src/features/tenants/index.ts';
import { planWaveJob } from '../../src/features/welcome/plan-wave.ts';
import { sendWelcomeMails } from '../../src/features/welcome/send-welcome-mails.ts';
import { newId, type TenantId } from '../../src/kernel/ids.ts';
import { makeApp, prepareDatabase } from '../../src/main/app.ts';
import { allMails } from '../../src/main/mails.ts';
import { readConfig } from '../../src/platform/config.ts';
import { startEmbedded } from '../../src/platform/db/embedded.ts';
import { type App, inTenant, systemActor } from '../../src/platform/scope.ts';

const PEOPLE = Number(process.env.BENCH_MAILS ?? 20_000);
const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 20);
const say = (line: string) => process.stdout.write(`${line}\n`);
const rss = () => process.memoryUsage().rss / 1024 / 1024;

/** Runs work and says how long it took and how high memory climbed. */
async function measured(work: () => Promise<void>): Promise<{ seconds: number; mib: number; cpu: number }> {
  let mib = rss();
  const watch = setInterval(() => {
    mib = Math.max(mib, rss());
  }, 100);
  const start = performance.now();
  const cpu = process.cpuUsage();
  await work();
  clearInterval(watch);
  const used = process.cpuUsage(cpu);
  return { seconds: (performance.now() - start) / 1000, mib, cpu: (used.user + used.system) / 1000 };
}

const sink = fork(fileURLToPath(new URL('./sink-process.ts', import.meta.url)));
const answer = <T>() =>
  new Promise<T>((resolve) => {
    sink.once('message', (said) => resolve(said as T));
  });
const { port } = await answer<{ port: number }>();
const takenBySink = async () => {
  sink.send('how many?');
  return (await answer<{ taken: number }>()).taken;
};

const dataDir = mkdtempSync(join(tmpdir(), 'welkom-bench-'));
const database = await startEmbedded({ dataDir, throwaway: true });
await prepareDatabase(database.url);
const { config } = readConfig(
  {
    PUBLIC_URL: 'https://welkom.example.org',
    LOG_LEVEL: 'warn',
    WELKOM_DATA_DIR: dataDir,
    SMTP_URL: `smtp://127.0.0.1:${port}?connections=${CONNECTIONS}`,
    WELKOM_MAIL_FROM: 'welkom@example.org',
  },
  () => '',
);
const app: App = makeApp({ config, secretKey: 'a key for benches only', databaseUrl: database.url });
const tenantId: TenantId = await createTenant(app, { name: 'Zorggroep Voorbeeld', locale: 'nl', openTracking: false });
const asSystem = { tenantId, actor: systemActor('bench') };

await inTenant(app, asSystem, ({ tx }) =>
  sql`
  insert into users (tenant_id, id, email, email_key, first_name, last_name, display_name, sort_name, locale)
  select ${tenantId}, gen_random_uuid(), 'person' || n || '@example.org', 'person' || n || '@example.org', 'Person', 'Number ' || n, 'Person Number ' || n, n::text, 'nl'
  from generate_series(1, ${PEOPLE}) n`.execute(tx),
);
await app.db.acrossTenants((tx) => sql`analyze users`.execute(tx));

/** The bare loop: what anybody would write with the library, composing the same message from strings. */
async function bareLoop(count: number): Promise<void> {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Number.POSITIVE_INFINITY,
    ignoreTLS: true,
  });
  const letter = await inTenant(app, asSystem, (scope) => letterOf(app, scope, 'welcome', 'nl', false));
  const sample = readableLetter(letter, {
    firstName: '@@first@@',
    email: '@@email@@',
    environment: 'Zorggroep Voorbeeld',
    deadline: '5 december 2026 om 23:59',
    link: 'https://welkom.example.org/activate/LINK',
  });
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const n = next++;
      const email = `person${n}@example.org`;
      const link = `https://welkom.example.org/activate/0190f6a0-0000-7000-8000-${String(n).padStart(12, '0')}#abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst`;
      const fill = (text: string) =>
        text
          .replaceAll('@@first@@', `Person ${n}`)
          .replaceAll('@@email@@', email)
          .replaceAll('https://welkom.example.org/activate/LINK', link);
      await transport.sendMail({
        from: { name: 'Zorggroep Voorbeeld', address: 'welkom@example.org' },
        to: { name: `Person Number ${n}`, address: email },
        subject: sample.subject,
        html: fill(sample.html),
        text: fill(sample.text),
      });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS * 2 }, worker));
  transport.close();
}

const waveId = newId<'wave'>();
const planning = await measured(async () => {
  await inTenant(app, asSystem, (scope) =>
    sendWelcomeMails(scope, {
      id: waveId,
      audience: { everyone: true },
      onlyNew: false,
      expected: { asked: PEOPLE, queued: PEOPLE },
    }),
  );
  await planWaveJob.handler(app, { waveId, reach: null }, { tenantId, by: null });
});

await bareLoop(500);
await takenBySink();
const bare = await measured(() => bareLoop(PEOPLE));
const bareTaken = await takenBySink();

let settled = 0;
const ours = await measured(async () => {
  const delivery = startDelivery(app, allMails);
  const left = () =>
    app.db.acrossTenants(
      async (tx) =>
        (await sql<{ n: number }>`select count(*) as n from mail_dispatch where settled_at is null`.execute(tx)).rows[0]?.n ?? 0,
    );
  while ((await left()) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  const end = performance.now();
  await delivery.stop();
  settled = performance.now() - end;
});
const oursTaken = await takenBySink();
const seconds = ours.seconds - settled / 1000;

say(
  `planned          ${PEOPLE} mails in ${planning.seconds.toFixed(1)} s (${Math.round(PEOPLE / planning.seconds)} a second; a million would take ${Math.round((planning.seconds * 1_000_000) / PEOPLE)} s)`,
);
say(
  `bare Nodemailer  ${bareTaken} in ${bare.seconds.toFixed(1)} s = ${Math.round(bareTaken / bare.seconds)} a second, ${Math.round(bare.mib)} MiB, ${(bare.cpu / bareTaken).toFixed(2)} ms of CPU each`,
);
say(
  `whole ledger on  ${oursTaken} in ${seconds.toFixed(1)} s = ${Math.round(oursTaken / seconds)} a second, ${Math.round(ours.mib)} MiB, ${(ours.cpu / oursTaken).toFixed(2)} ms of CPU each in this process; facts of the last ones ${(settled / 1000).toFixed(1)} s later`,
);
const ratio = oursTaken / seconds / (bareTaken / bare.seconds);
say(`ratio            ${ratio.toFixed(2)} (at least 0.6 is demanded, 1.0 aimed at)`);

await app.db.close();
await database.stop();
rmSync(dataDir, { recursive: true, force: true });
sink.disconnect();
process.exit(oursTaken === PEOPLE && ratio >= 0.6 ? 0 : 1);
