import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linksFor, prepareActivations } from '../../../src/features/activation/index.ts';
import { createUser, deactivateUsers, findUser } from '../../../src/features/users/index.ts';
import { newId, type UserId } from '../../../src/kernel/ids.ts';
import { amount, isLong, randomFrom, SEED, timer } from '../../harness/amount.ts';
import { PASSWORD } from '../../harness/let-in.ts';
import { OTHER, useMembers } from '../../harness/members.ts';
import { areaUnderCurve, median } from '../../harness/two-samples.ts';
import type { Heard } from '../../harness/visitor.ts';

const members = useMembers();
const DAY = 86_400_000;
const RANDOM_SECRET = 'a'.repeat(52);

/** Who may be behind what somebody types or shows, who has no right to know. */
const KINDS = ['active', 'unknown', 'deactivated', 'not invited', 'invited', 'two-step'] as const;
type Kind = (typeof KINDS)[number];

let client: pg.Client;
const identifiers = {} as Record<Kind, string>;
const links = {} as Record<Kind, string>;

beforeAll(async () => {
  client = new pg.Client({ connectionString: members.app.db.url });
  await client.connect();
  const { tenant } = members;
  const person = async () => {
    const email = `p-${newId()}@zorggroep.example`;
    const id = await tenant.asSystem((scope) =>
      createUser(scope, { firstName: 'Piet', lastName: 'Post', email, source: 'form' }),
    );
    return { id, email };
  };
  const invited = async (id: UserId, notBefore: Date | null = null) =>
    tenant.asSystem(async (scope) => {
      const term = { expiresAt: new Date(scope.now.getTime() + 20 * DAY), notBefore };
      const [made] = await prepareActivations(scope, [id], term);
      return /activate\/(.+)#/.exec((await linksFor(members.app, scope, [made!.activationId])).get(made!.activationId)!.url)![1]!;
    });
  const linkOf = async (id: UserId) =>
    (await client.query('select id from activations where user_id = $1 order by id limit 1', [id])).rows[0].id as string;
  const [known, gone, careful] = [await members.active(), await members.active(), await members.withTwoStep()];
  const [silent, waiting, leftEarly] = [await person(), await person(), await person()];
  links.active = await linkOf(known.id);
  links['two-step'] = await linkOf(careful.id);
  links.unknown = newId();
  links['not invited'] = await invited(silent.id, new Date(Date.now() + 10 * DAY));
  links.invited = await invited(waiting.id);
  links.deactivated = await invited(leftEarly.id);
  await tenant.asSystem(async (scope) => {
    for (const { id } of [gone, leftEarly]) await deactivateUsers(scope, [(await findUser(scope.tx, id))!], null);
  });
  identifiers.active = known.email;
  identifiers.unknown = `p-${newId()}@zorggroep.example`;
  identifiers.deactivated = gone.email;
  identifiers['not invited'] = silent.email;
  identifiers.invited = waiting.email;
  identifiers['two-step'] = careful.email;
}, 60_000);
afterAll(() => client?.end());

const post = (path: string, body: unknown) => members.visitor().post(`/api/v1${path}`, body);
const shown = (kind: Kind) => ({ id: links[kind], secret: RANDOM_SECRET });
/** Every door at which somebody without a session says who they are. */
const DOORS: Record<string, { code: string; knock(kind: Kind): Promise<Heard> }> = {
  'login, another password': {
    code: 'session.wrong',
    knock: (kind) => post('/session', { identifier: identifiers[kind], password: OTHER }),
  },
  'Forgot password?': { code: '', knock: (kind) => post('/password/help', { identifier: identifiers[kind] }) },
  'look at a link': { code: '', knock: (kind) => post('/activation/look', { purpose: 'activation', ...shown(kind) }) },
  activate: { code: 'activation.unknown', knock: (kind) => post('/activation', { ...shown(kind), password: PASSWORD }) },
  'ask for a passkey': { code: 'activation.unknown', knock: (kind) => post('/activation/passkey/ask', shown(kind)) },
  'ask for a new link': { code: '', knock: (kind) => post('/activation/renew', { purpose: 'activation', ...shown(kind) }) },
  reset: { code: 'activation.unknown', knock: (kind) => post('/password/reset', { ...shown(kind), password: PASSWORD }) },
};
/** Their right password opens nothing for them any more, or not yet: that must not show either. */
const OWN_PASSWORD: readonly Kind[] = ['unknown', 'deactivated', 'not invited', 'invited'];

/** What an answer says, to the byte; of a question asked anew each time its number is left out. */
const said = ({ status, text, headers }: Heard) => `${status} ${text} ${JSON.stringify([...headers].sort())}`;
const forgetTries = () => client.query('truncate rate_limits');

test.each(Object.entries(DOORS))('%s: the same answer, to the byte, for everybody', async (_name, { code, knock }) => {
  await forgetTries();
  const answers = [];
  for (const kind of KINDS) answers.push(await knock(kind));
  expect(answers[0]!.body['code'] ?? '').toBe(code);
  expect([...new Set(answers.map(said))]).toHaveLength(1);
});

test('login, the right password of somebody who may not come in: the same as a wrong one', async () => {
  await forgetTries();
  const wrong = said(await post('/session', { identifier: identifiers.active, password: OTHER }));
  for (const kind of OWN_PASSWORD)
    expect(said(await post('/session', { identifier: identifiers[kind], password: PASSWORD })), kind).toBe(wrong);
});

/** Time is measured before a release only: a gate that depends on the machine's mood is none. */
test.runIf(isLong)(
  'the time an answer takes tells nobody apart',
  async () => {
    const random = randomFrom(SEED);
    const wrong: string[] = [];
    for (const [name, { knock }] of Object.entries(DOORS)) {
      const times = Object.fromEntries(KINDS.map((kind) => [kind, [] as number[]])) as Record<Kind, number[]>;
      const time = timer(Object.keys(DOORS).length);
      for (let round = 0; round < amount(0, 2_000) && !time.isUp(); round++) {
        await client.query('truncate rate_limits; delete from graphile_worker._private_jobs');
        const order = KINDS.map((kind) => ({ kind, at: random.next() })).sort((a, b) => a.at - b.at);
        for (const { kind } of order) {
          const start = performance.now();
          await knock(kind);
          times[kind].push(performance.now() - start);
        }
      }
      const others = KINDS.filter((kind) => kind !== 'unknown').map((kind) => {
        const { area, error } = areaUnderCurve(times.unknown, times[kind]);
        if (Math.abs(area - 0.5) > 0.03 + error) wrong.push(`${name}, ${kind}: ${area.toFixed(3)}`);
        return `${kind} ${area.toFixed(3)}`;
      });
      const { error } = areaUnderCurve(times.unknown, times.active);
      console.info(
        `figure: ${name}: unknown against ${others.join(', ')} (standard error ${error.toFixed(3)}, ${times.unknown.length} of each, median ${median(times.unknown).toFixed(1)} ms, seed ${SEED})`,
      );
    }
    expect(wrong).toEqual([]);
  },
  3_600_000,
);
