import type { SelectionInput } from '../../../contract/users.ts';
import { newId } from '../../../kernel/ids.ts';
import { api } from '../../api.ts';
import type { ActName, ActState } from './act-kinds.ts';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits for the end of an act that has begun: soon at first, then with more patience. */
async function untilFinished(begun: ActState): Promise<ActState> {
  let state = begun;
  for (let wait = 80; state.state === 'running'; wait = Math.min(1000, wait * 1.5)) {
    await pause(wait);
    state = await api.acts.show({ params: { id: state.id } });
  }
  return state;
}

/** Looks what an act would do, and changes nothing. */
export async function tryAct(act: ActName, params: Record<string, unknown>, selection: SelectionInput): Promise<ActState> {
  return untilFinished(await api.acts.start({ body: { id: newId(), act, params, selection, dryRun: true } }));
}

/** Somebody was not reached; `reason` is a key under `acts.skip`. */
export class NotReached extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** Does it to one person, to the end. @throws NotReached */
export async function actOnOne(
  act: ActName,
  params: Record<string, unknown>,
  userId: string,
  id: string = newId(),
): Promise<void> {
  const body = { id, act, params, selection: { userIds: [userId] }, dryRun: false };
  const state = await untilFinished(await api.acts.start({ body }));
  if (state.done === 1) return;
  throw new NotReached(state.reasons[0]?.reason ?? 'gone');
}
