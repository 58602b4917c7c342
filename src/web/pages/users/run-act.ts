import type { z } from 'zod';
import type { actState } from '../../../contract/acts.ts';
import type { SelectionInput } from '../../../contract/users.ts';
import { newId } from '../../../kernel/ids.ts';
import { api } from '../../api.ts';

export type ActState = z.output<typeof actState>;
export interface Act {
  act: 'deactivate' | 'restore' | 'changeRole';
  params?: Record<string, unknown>;
  selection: SelectionInput;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Does something to many people (or, dry, looks what it would do) and tells how far it is until it is done. */
export async function runAct(
  { act, params = {}, selection }: Act,
  dryRun: boolean,
  tell?: (state: ActState) => void,
): Promise<ActState> {
  let state = await api.acts.start({ body: { id: newId(), act, params, selection, dryRun } });
  while (state.state === 'running') {
    tell?.(state);
    await pause(350);
    state = await api.acts.show({ params: { id: state.id } });
  }
  return state;
}
