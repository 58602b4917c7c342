import { createInterface } from 'node:readline/promises';
import { actJob, carryOutAct, showAct, showSkips, startAct } from '../../features/acts/index.ts';
import { countMatching } from '../../features/users/index.ts';
import { isUuid, newId } from '../../kernel/ids.ts';
import { type Translator, translator } from '../../kernel/messages.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import type { Scope } from '../../platform/scope.ts';
import { allActs } from '../acts.ts';
import { ACTS_ON_MANY } from './acts-on-many.ts';
import { type Answer, asOperator, demandRole, type Here } from './answer.ts';
import { groupCalled } from './bring-in-person.ts';
import { filterOf, type Narrowing } from './look-at-users.ts';
import { withProgress } from './progress.ts';

export interface ActOptions extends Narrowing {
  all?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  id?: string;
  reason?: string;
  newRole?: string;
  within?: string[];
  into?: string;
  outOf?: string;
}
type Choice = Pick<ActOptions, 'reason' | 'newRole' | 'within' | 'into' | 'outOf'>;
type Progress = Awaited<ReturnType<typeof showAct>>;

interface Way {
  act: string;
  /** The choices it takes. */
  takes: readonly (keyof Choice)[];
  params?: (scope: Scope, choice: Choice) => Promise<Record<string, unknown>>;
}

const intoOrOut = (field: 'into' | 'outOf', option: string) => async (scope: Scope, choice: Choice) => ({
  groupId: (await groupCalled(scope, demand(choice[field], option))).id,
});

const WAYS: Readonly<Record<(typeof ACTS_ON_MANY)[number], Way>> = {
  deactivate: { act: 'deactivate', takes: ['reason'], params: async (_scope, { reason }) => ({ reason: reason ?? null }) },
  restore: { act: 'restore', takes: [] },
  'log-out': { act: 'logOut', takes: [] },
  'reset-password': { act: 'resetPassword', takes: [] },
  role: { act: 'changeRole', takes: ['newRole', 'within'], params: roleParams },
  'add-to-group': { act: 'addToGroup', takes: ['into'], params: intoOrOut('into', '--into <group>') },
  'take-out-of-group': { act: 'takeOutOfGroup', takes: ['outOf'], params: intoOrOut('outOf', '--out-of <group>') },
};

/**
 * Does something to everybody who matches, as the overview does: says whom it will reach, whom not and why, asks, does it in batches,
 * and is one act for one `id`, however often it is started. `ask`: whether to go on.
 */
export async function actOnMany(
  here: Here,
  name: string,
  search: string | undefined,
  options: ActOptions,
  ask: (question: string) => Promise<boolean> = askOperator,
): Promise<Answer> {
  const { all, dryRun = false, yes, id = newId(), reason, newRole, within, into, outOf, ...narrowing } = options;
  const way = wayCalled(name, { reason, newRole, within, into, outOf });
  if (!isUuid(id)) throw new CannotStart('--id is an id as the command prints it.');
  const narrowed = search !== undefined || Object.values(narrowing).some((value) => value !== undefined && value !== false);
  if (!narrowed && !all) throw new CannotStart('Say to whom: narrow it as user list does, or give --all for everybody.');
  const filter = await filterOf(here, search, narrowing);
  const { params, expected } = await asOperator(here, async (scope) => ({
    params: (await way.params?.(scope, { reason, newRole, within, into, outOf })) ?? {},
    expected: (await countMatching(scope, filter, true)).count,
  }));
  const asked = { act: way.act, params, selection: { filter, expected } };
  const t = translator('en', here.app.words.en);
  const before = await asOperator(here, (scope) => showAct(scope, allActs, id).catch(() => null));
  if (!before) {
    const tried = await carriedOut(here, { ...asked, id: newId(), dryRun: true });
    const lines = [reaches(tried), ...(await passedOver(here, t, tried))];
    if (dryRun || tried.done === 0) return { lines, json: tried };
    const question = `${lines.join('\n')}\n${t(`acts.label.${way.act as 'restore'}`)}, ${tried.done} ${people(tried.done)}?`;
    if (!yes && !(await ask(question))) return { lines: ['Nothing was done.'], json: { ...tried, state: 'cancelled' } };
  }
  const done = await carriedOut(here, { ...asked, id, dryRun: false });
  const lines = await passedOver(here, t, done);
  if (done.state === 'cancelled') return { lines, wrong: `It was stopped after ${done.done} ${people(done.done)}.`, json: done };
  return { lines, done: t(`acts.result.${way.act as 'restore'}`, { count: done.done }), json: done };
}

/** One act to its end; a worker that finds it helps, and goes on where this process is ended. */
async function carriedOut(here: Here, asked: Parameters<typeof startAct>[2]): Promise<Progress> {
  await asOperator(here, async (scope) => {
    const row = await startAct(scope, allActs, asked);
    if (!row.finished_at && !row.dry_run)
      await scope.enqueue(
        actJob(() => allActs),
        { id: row.id },
        { key: `act:${row.id}` },
      );
  });
  const look = () => asOperator(here, (scope) => showAct(scope, allActs, asked.id));
  await withProgress(carryOutAct(here.app, allActs, here.tenantId, asked.id), async () => {
    const { done, skipped, asked: of } = await look();
    return { done: done + skipped, of };
  });
  return look();
}

const NAMED = 5;

/** Whom an act does not reach, by reason, the first of them by name. */
async function passedOver(here: Here, t: Translator, { id, reasons }: Progress): Promise<string[]> {
  return asOperator(here, async (scope) => {
    const lines: string[] = [];
    for (const { reason, people: count } of reasons) {
      const { items } = await showSkips(scope, allActs, { id, reason, cursor: null, limit: NAMED });
      const names = items.map(({ name }) => name).join(', ');
      lines.push(
        `  ${t(`acts.skipped.${reason as 'already'}`, { count })}${names && `: ${names}${count > items.length ? ', …' : ''}`}`,
      );
    }
    return lines;
  });
}

const people = (count: number) => (count === 1 ? 'person' : 'people');
const reaches = ({ done, skipped }: Progress) =>
  `It reaches ${done} ${people(done)}${skipped ? `, and passes over ${skipped}:` : '.'}`;

function wayCalled(name: string, choice: Choice): Way {
  const known = ACTS_ON_MANY.find((one) => one === name);
  if (!known) throw new CannotStart(`There is no act "${name}"; there are ${ACTS_ON_MANY.join(', ')}.`);
  const way = WAYS[known];
  const strange = (Object.keys(choice) as (keyof Choice)[]).find((one) => choice[one] !== undefined && !way.takes.includes(one));
  if (strange) throw new CannotStart(`${name} takes no --${strange.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.`);
  return way;
}

async function roleParams(scope: Scope, { newRole, within }: Choice) {
  const role = demandRole(demand(newRole, '--new-role <role>'));
  if (!within) return { role, within: null };
  const groups: string[] = [];
  for (const group of within) groups.push((await groupCalled(scope, group)).id);
  return { role, within: groups };
}

function demand(text: string | undefined, option: string): string {
  if (text === undefined) throw new CannotStart(`Give ${option}, too.`);
  return text;
}

/** Asks whoever sits there, on standard error; where nobody does, `--yes` is the answer. */
async function askOperator(question: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new CannotStart('Nobody is there to be asked: give --yes to do it, or --dry-run to see whom it reaches.');
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await asking.question(`${question} (yes/no) `)).trim());
  } finally {
    asking.close();
  }
}
