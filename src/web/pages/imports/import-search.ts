import { ROW_ACTIONS } from '../../../contract/imports.ts';
import { choice, compact, flag, text } from '../../search-params.ts';

export const SHOWN = [...ROW_ACTIONS, 'noted', 'not_applied'] as const;

/** What the address of one import says: which rows are shown, and whether its columns are looked at again. */
export const importSearch = (search: Record<string, unknown>) =>
  compact({
    show: choice(search, 'show', SHOWN),
    code: text(search, 'code'),
    cursor: text(search, 'cursor'),
    columns: flag(search, 'columns'),
  });
export type ImportSearch = ReturnType<typeof importSearch>;

export const importsSearch = (search: Record<string, unknown>) => compact({ cursor: text(search, 'cursor') });
