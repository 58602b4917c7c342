// "All 1,000,000 matching" → other rights, through the API with the worker running (PEOPLE=100000 for fewer): people a second,
// memory on the way, what else is asked meanwhile, a repeated start, a cancel. Writes docs/results.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { hashPassword, keepFirstPassword, makeIdentify } from '../../src/features/sessions/index.ts';
import { createUser, markActivated } from '../../src/features/users/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { makeHttp } from '../../src/main/http.ts';
import { allJobs } from '../../src/main/jobs.ts';
import { startWorking } from '../../src/platform/jobs.ts';
import { type Bench, ms, percentile, row, withBench } from './bench-app.ts';
import { seedPeople } from './seed-people.ts';

const PEOPLE = Number(process.env.PEOPLE ?? 1_000_000);
const EMAIL = 'owner@bench.example';
const PASSWORD = 'paraplu fietsbel oktopus';
const lines: string[] = [];
const say = (name: string, ...figures: string[]) => {
  lines.push([name, ...figures].join(' · '));
  row(name, ...figures);
};
const mib = () => process.memoryUsage.rss() / 1024 / 1024;

interface Progress {
  id: string;
  state: 'running' | 'done' | 'cancelled' | 'failed';
  asked: number;
  done: number;
  skipped: number;
}
type Call = <T>(method: string, path: string, body?: object) => Promise<T>;

/** Somebody logged in who calls the API as a browser does. */
async function ownerOf({ app, inScope }: Bench): Promise<Call> {
  const passwordHash = await hashPassword(PASSWORD);
  await inScope(async (scope) => {
    const owner = { firstName: 'O', lastName: 'Wner', email: EMAIL, role: 'owner', source: 'form' } as const;
    const id = await createUser(scope, owner);
    await keepFirstPassword(scope, id, passwordHash);
    await markActivated(scope, id);
  });
  const http = makeHttp(app, makeIdentify(), { notReady: async () => null });
  const headers = { host: 'welkom.test', origin: 'http://welkom.test', 'content-type': 'application/json' };
  const body = JSON.stringify({ identifier: EMAIL, password: PASSWORD });
  const entry = await http.request('http://welkom.test/api/v1/session', { method: 'POST', headers, body });
  const cookie = entry.headers.getSetCookie()[0]!.split(';')[0]!;
  return async (method, path, content) => {
    const answer = await http.request(`http://welkom.test/api/v1${path}`, {
      method,
      headers: { ...headers, cookie },
      ...(content && { body: JSON.stringify(content) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as never;
  };
}

const OTHERS = ['/users?limit=50', '/users?q=anna', '/users/stations', '/session', '/users?status=not_invited'];

/** Watches an act to its end: memory at each tenth, and how long other requests take all the while. */
async function watch(call: Call, started: Progress, idle: number) {
  const times: number[] = [];
  const memory: { share: number; above: number }[] = [];
  let reports = 0;
  let before = -1;
  for (let turn = 0; ; turn++) {
    const path = OTHERS[turn % OTHERS.length]!;
    const asked = performance.now();
    await call('GET', path);
    times.push(performance.now() - asked);
    const now = await call<Progress>('GET', `/acts/${started.id}`);
    const reached = now.done + now.skipped;
    if (reached !== before) reports++;
    before = reached;
    const share = reached / now.asked;
    memory.push({ share, above: mib() - idle });
    if (now.state !== 'running') return { last: now, times, memory, reports };
    await pause(50);
  }
}

const rows = (bench: Bench, what: 'acted' | 'read_only') =>
  bench.inScope(async ({ tx }) => {
    const acted = tx.selectFrom('audit_events').where('event', '=', 'users.acted');
    const readers = tx.selectFrom('users').where('role', '=', 'read_only').where('deactivated_at', 'is', null);
    const { n } =
      what === 'acted'
        ? await acted.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
        : await readers.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
    return n;
  });

await withBench(
  async (bench) => {
    const seeding = performance.now();
    await seedPeople(bench, PEOPLE);
    row(`${PEOPLE} people made`, `${((performance.now() - seeding) / 1000).toFixed(1)} s`);
    const call = await ownerOf(bench);
    const worker = await startWorking(bench.app, allJobs);
    const { count } = await call<{ count: number }>('GET', '/users/count');
    const act = (role: string, filter: object, expected: number) => ({
      id: newId(),
      act: 'changeRole',
      params: { role },
      selection: { filter, expected },
    });
    for (let turn = 0; turn < 100; turn++) await call('GET', OTHERS[turn % OTHERS.length]!);
    globalThis.gc?.();
    const idle = mib();

    const asked = act('read_only', {}, count);
    const begun = performance.now();
    const started = await call<Progress>('POST', '/acts', asked);
    const answered = performance.now() - begun;
    const twice = await call<Progress>('POST', '/acts', asked);
    const { last, times, memory, reports } = await watch(call, started, idle);
    const seconds = (performance.now() - begun) / 1000;
    say('everybody selected, other rights asked for', `answered in ${ms(answered)}`);
    say(
      `${last.done + last.skipped} people, ${last.skipped} of them spared`,
      `${seconds.toFixed(1)} s`,
      `${Math.round(count / seconds)} /s`,
    );
    for (const share of [0.1, 0.5, 1]) {
      const at = memory.find((one) => one.share >= share) ?? memory.at(-1)!;
      say(`memory above idle at ${share * 100} %`, `${at.above.toFixed(0)} MiB`);
    }
    say('memory above idle, most', `${Math.max(...memory.map(({ above }) => above)).toFixed(0)} MiB`, 'goal 250 MiB, flat');
    say('progress reported', `${reports} times`);
    say('other requests meanwhile, p50 and p95', ms(percentile(times, 0.5)), ms(percentile(times, 0.95)), 'goal p95 300 ms');

    const again = await call<Progress>('POST', '/acts', asked);
    const whole = last.state === 'done' && last.done + last.skipped === count;
    const same = twice.id === again.id && again.done === last.done && (await rows(bench, 'acted')) === 1;
    const right = (await rows(bench, 'read_only')) >= last.done;
    say('the same start three times is one act, one audit row', same ? 'yes' : 'NO');
    say('asked = done + skipped, and the rights are there', whole && right ? 'yes' : 'NO');

    const other = act('member', { role: 'read_only' }, await rows(bench, 'read_only'));
    const second = await call<Progress>('POST', '/acts', other);
    while ((await call<Progress>('GET', `/acts/${second.id}`)).done === 0) await pause(20);
    const cancelling = performance.now();
    await call('POST', `/acts/${second.id}/cancel`, {});
    const cancelled = performance.now() - cancelling;
    const stood = await call<Progress>('GET', `/acts/${second.id}`);
    await pause(1500);
    const later = await call<Progress>('GET', `/acts/${second.id}`);
    const stopped = later.state === 'cancelled' && later.done === stood.done && later.done < later.asked;
    say('cancelled on the way: nobody more', stopped ? `yes, after ${later.done}` : 'NO', `answered in ${ms(cancelled)}`);
    await worker.stop();
    write();
    if (!same || !whole || !right || !stopped) throw new Error('The act is not what it should be.');
  },
  { PUBLIC_URL: 'http://welkom.test' },
);

function write(): void {
  const day = new Date().toISOString().slice(0, 10);
  const path = `docs/results/acts-${PEOPLE}-${day}.md`;
  writeFileSync(
    path,
    `# An act on ${PEOPLE.toLocaleString('en')} people, ${day}

${cpus().length} cores, Node.js ${process.version}; database, worker, server and whoever asks in and on that machine. Again:
\`PEOPLE=${PEOPLE} npm run bench acts\`.

${lines.map((line) => `- ${line}`).join('\n')}
`,
  );
  row(`written to ${path}`);
}
