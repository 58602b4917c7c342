// Signing in beside bare argon2id on the same cores, in pairs of short turns so that both meet the same noise; what else is asked
// while logins flood in; and the small pages. Writes docs/results.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { hashPassword, keepFirstPassword, makeIdentify } from '../../src/features/sessions/index.ts';
import { createUser, markActivated } from '../../src/features/users/index.ts';
import { makeHttp } from '../../src/main/http.ts';
import { ms, percentile, row, withBench } from './bench-app.ts';

const PASSWORD = 'paraplu fietsbel oktopus';
const PAIRS = Number(process.env.ROUNDS ?? 20);
const SECONDS = Number(process.env.SECONDS ?? 1);
const PEOPLE = 300;
const FLOOD = 40;
/** Enough that the processor never waits for the database. */
const AT_ONCE = 24;
const lines: string[] = [];
const say = (name: string, ...figures: string[]) => {
  lines.push(`- ${[name, ...figures.filter(Boolean)].join(' · ')}`);
  row(name, ...figures);
};

/** How often something can be done, `atOnce` at a time, with the time each took. */
async function perSecond(atOnce: number, work: (n: number) => Promise<void>, seconds = SECONDS) {
  const times: number[] = [];
  const start = performance.now();
  const until = start + seconds * 1000;
  let begun = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < until) {
        const asked = performance.now();
        await work(begun++);
        times.push(performance.now() - asked);
      }
    }),
  );
  return { rate: times.length / ((performance.now() - start) / 1000), times };
}
const median = (list: number[]) => percentile(list, 0.5);

await withBench(
  async ({ app, inScope }) => {
    const passwordHash = await hashPassword(PASSWORD);
    const emails = Array.from({ length: PEOPLE }, (_, n) => `p${n}@bench.example`);
    await inScope(async (scope) => {
      for (const email of emails) {
        const id = await createUser(scope, { firstName: 'P', lastName: email, email, role: 'owner', source: 'form' });
        await keepFirstPassword(scope, id, passwordHash);
        await markActivated(scope, id);
      }
    });
    const http = makeHttp(app, makeIdentify(), { notReady: async () => null });
    const headers = { host: 'welkom.test', origin: 'http://welkom.test', 'content-type': 'application/json' };
    const logIn = async (n: number): Promise<Response> => {
      const body = JSON.stringify({ identifier: emails[n % PEOPLE], password: PASSWORD });
      const answer = await http.request('http://welkom.test/api/v1/session', { method: 'POST', headers, body });
      if (answer.status !== 200) throw new Error(await answer.text());
      return answer;
    };
    const bareHash = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    const bare = async () => void (await verify(bareHash, PASSWORD));
    const entry = async (n: number) => void (await logIn(n));
    const figures = { bare: [] as number[], signIn: [] as number[], ratio: [] as number[] };
    for (let pair = -1; pair < PAIRS; pair++) {
      // Who goes first takes turns too.
      const first = pair % 2 === 0;
      const before = first ? await perSecond(2, bare) : null;
      const { rate } = await perSecond(AT_ONCE, entry);
      const { rate: alone } = before ?? (await perSecond(2, bare));
      if (pair < 0) continue;
      figures.bare.push(alone);
      figures.signIn.push(rate);
      figures.ratio.push(rate / alone);
    }
    say('bare argon2id (19 MiB, 2, 1), two at once', `${median(figures.bare).toFixed(0)} /s`);
    say(
      `logging in, whole, ${AT_ONCE} at once`,
      `${median(figures.signIn).toFixed(0)} /s`,
      `${median(figures.ratio).toFixed(2)} × bare`,
      'goal ≥ 0.90 ×',
    );

    const cookie = (await logIn(0)).headers.getSetCookie()[0]!.split(';')[0]!;
    const get = async (path: string) => {
      const answer = await http.request(`http://welkom.test${path}`, { headers: { host: 'welkom.test', cookie } });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${path} ${answer.status}`);
    };
    const OTHERS = ['/api/v1/session', '/api/v1/users?limit=50', '/api/v1/users?q=p1', '/activate/x'];
    const ask = (n: number) => get(OTHERS[n % OTHERS.length]!);
    const quiet = await perSecond(2, ask, 2);
    const [flood, others] = await Promise.all([perSecond(FLOOD, entry, 8), perSecond(2, ask, 8)]);
    say('other requests in quiet, p50 and p95', ms(median(quiet.times)), ms(percentile(quiet.times, 0.95)));
    say(
      `the same while ${FLOOD} log in all the time`,
      ms(median(others.times)),
      ms(percentile(others.times, 0.95)),
      'goal p95 ≤ 300 ms',
    );
    say('of the flood, let in', `${flood.rate.toFixed(0)} /s`, `waited p50 ${ms(median(flood.times))}`);
    say('who am I (session looked up each time)', `${(await perSecond(8, () => get('/api/v1/session'), 2)).rate.toFixed(0)} /s`);
    say('activation page', `${(await perSecond(8, () => get('/activate/x'), 2)).rate.toFixed(0)} /s`, '', 'wished: 3,000 /s');
    write();
  },
  { PUBLIC_URL: 'http://welkom.test' },
);

function write(): void {
  const day = new Date().toISOString().slice(0, 10);
  const path = `docs/results/sign-in-${day}.md`;
  writeFileSync(
    path,
    `# Signing in, ${day}

${cpus().length} cores, Node.js ${process.version}; database, server and whoever asks on that machine; ${PAIRS} pairs of turns of ${SECONDS} s, medians.
Again: \`npm run bench sign-in\`.

${lines.join('\n')}
`,
  );
  row(`written to ${path}`);
}
