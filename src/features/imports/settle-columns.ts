import type { ColumnMeaning } from '../../contract/import-columns.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { DateOrder } from './file-dates.ts';
import { ONCE } from './map-columns.ts';
import type { Reading } from './reading.ts';

const KEYS: ReadonlySet<ColumnMeaning> = new Set<ColumnMeaning>(['email', 'employeeId', 'externalId', 'userName']);

/**
 * Writes what a person chose over what was proposed.
 * @throws AppError `imports.noKey` where nothing tells people apart, `imports.twice` where two columns say the same
 */
export function settleColumns(
  reading: Reading,
  wish: { columns?: { index: number; meaning: ColumnMeaning }[] | undefined; dateOrder?: DateOrder | undefined },
): Reading {
  const chosen = new Map(wish.columns?.map(({ index, meaning }) => [index, meaning]));
  const columns = reading.columns.map((column) => {
    const meaning = chosen.get(column.index);
    return meaning === undefined || meaning === column.meaning ? column : { ...column, meaning, confidence: 'chosen' as const };
  });
  if (!columns.some(({ meaning }) => KEYS.has(meaning))) throw new AppError('imports.noKey');
  for (const meaning of ONCE) {
    const same = columns.filter((column) => column.meaning === meaning);
    if (same.length > 1) throw new AppError('imports.twice', { meaning: same.map(({ header }) => header).join(', ') });
  }
  const { dateOrder } = wish;
  const dateOrders = { ...reading.dateOrders };
  for (const { index, meaning } of columns)
    if (dateOrder && (meaning === 'startDate' || meaning === 'endDate')) dateOrders[index] = dateOrder;
  return { ...reading, columns, dateOrders };
}
