/**
 * What is chosen in a list: some rows, or everything that matches. "Everything" is the filter, not a list of ids, so that
 * it holds for a million rows; touching a row then goes back to the rows shown.
 */
export type Selection = { kind: 'rows'; ids: ReadonlySet<string> } | { kind: 'all' };

export interface SelectionState {
  selection: Selection;
  /** the row a range starts from */
  anchor: string | null;
}

export const nothing: SelectionState = { selection: { kind: 'rows', ids: new Set() }, anchor: null };

export type SelectionAct =
  | { do: 'toggle'; id: string; shown: readonly string[] }
  /** from the anchor to this row, in the order shown */
  | { do: 'range'; id: string; shown: readonly string[] }
  | { do: 'page'; shown: readonly string[] }
  | { do: 'all' }
  | { do: 'clear' };

export function isChosen({ selection }: SelectionState, id: string): boolean {
  return selection.kind === 'all' || selection.ids.has(id);
}

/** How many are chosen, of `total` that match; null when nobody knows the total. */
export function chosenCount({ selection }: SelectionState, total: number | null): number | null {
  return selection.kind === 'rows' ? selection.ids.size : total;
}

/** all / some / none of the rows shown */
export function pageState(state: SelectionState, shown: readonly string[]): 'all' | 'some' | 'none' {
  const chosen = shown.filter((id) => isChosen(state, id)).length;
  if (chosen === 0) return 'none';
  return chosen === shown.length ? 'all' : 'some';
}

function mark(selection: Selection, shown: readonly string[], ids: readonly string[], on: boolean): Selection {
  const set = new Set(selection.kind === 'rows' ? selection.ids : shown);
  for (const id of ids) {
    if (on) set.add(id);
    else set.delete(id);
  }
  return { kind: 'rows', ids: set };
}

export function choose(state: SelectionState, act: SelectionAct): SelectionState {
  switch (act.do) {
    case 'toggle':
      return { selection: mark(state.selection, act.shown, [act.id], !isChosen(state, act.id)), anchor: act.id };
    case 'range': {
      const { id, shown } = act;
      const { anchor } = state;
      const from = anchor === null ? -1 : shown.indexOf(anchor);
      const to = shown.indexOf(id);
      if (anchor === null || from < 0 || to < 0) return choose(state, { do: 'toggle', id, shown });
      const ids = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
      return { selection: mark(state.selection, shown, ids, isChosen(state, anchor)), anchor };
    }
    case 'page':
      return { selection: mark(state.selection, act.shown, act.shown, pageState(state, act.shown) !== 'all'), anchor: null };
    case 'all':
      return { selection: { kind: 'all' }, anchor: null };
    case 'clear':
      return nothing;
  }
}
