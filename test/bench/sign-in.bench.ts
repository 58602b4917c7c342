// Signing in beside bare argon2id on the same cores, in turns so that both meet the same noise; and the small pages.
import { hash, verify } from '@node-rs/argon2';
import { hashPassword, keepFirstPassword, makeIdentify } from '../../src/features/sessions/index.ts';
import { createUser, markActivated } from '../../src/features/users/index.ts';
import { makeHttp } from '../../src/main/http.ts';
import { row, withBench } from './bench-app.ts';

const PASSWORD = 'paraplu fietsbel oktopus';
const ROUNDS = Number(process.env.ROUNDS ?? 6);
const SECONDS = Number(process.env.SECONDS ?? 2);
const PEOPLE = 300;

/** How often something can be done, `atOnce` at a time. */
async function perSecond(atOnce: number, work: (n: number) => Promise<void>): Promise<number> {
  let done = 0;
  const start = performance.now();
  const until = start + SECONDS * 1000;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < until) await work(done++);
    }),
  );
  return done / ((performance.now() - start) / 1000);
}
const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]!;

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
    const figures = { bare: [] as number[], signIn: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      figures.bare.push(await perSecond(2, async () => void (await verify(bareHash, PASSWORD))));
      figures.signIn.push(await perSecond(4, async (n) => void (await logIn(n))));
    }
    const bare = median(figures.bare);
    const signIn = median(figures.signIn);
    row('bare argon2id (19 MiB, 2, 1), two at once', `${bare.toFixed(0)} /s`);
    row('logging in, whole', `${signIn.toFixed(0)} /s`, `${(signIn / bare).toFixed(2)} ×`, 'wanted: ≥ 0.90 ×');

    const cookie = (await logIn(0)).headers.getSetCookie()[0]!.split(';')[0]!;
    const get = async (path: string) => {
      const answer = await http.request(`http://welkom.test${path}`, { headers: { host: 'welkom.test', cookie } });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${path} ${answer.status}`);
    };
    row('who am I (session looked up each time)', `${(await perSecond(8, () => get('/api/v1/session'))).toFixed(0)} /s`);
    row('activation page', `${(await perSecond(8, () => get('/activate/x'))).toFixed(0)} /s`, '', 'wished: 3,000 /s');
  },
  { PUBLIC_URL: 'http://welkom.test' },
);
