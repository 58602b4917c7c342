import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import styles from './data-table.module.css';
import type { Column, Sort } from './data-table-types.ts';

interface HeadCellProps<Row> {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}

/** The head of a column; a button where the server can sort by it. */
export function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const { sort: key } = column;
  const on = key !== undefined && sort?.by === key;
  const Arrow = on && sort?.down ? IconArrowDown : IconArrowUp;
  return (
    <th
      // biome-ignore lint/a11y/noRedundantRoles: on a phone rows become cards, and must stay rows for those who hear them
      role="columnheader"
      scope="col"
      data-from={column.from}
      style={column.width === undefined ? undefined : { width: column.width }}
      className={column.align === 'end' ? styles.end : column.grow && column.width === undefined ? styles.grow : undefined}
      aria-sort={on ? (sort?.down ? 'descending' : 'ascending') : undefined}
    >
      {key === undefined || onSort === undefined ? (
        column.header
      ) : (
        <button
          type="button"
          className={styles.sort}
          data-on={on}
          onClick={() => onSort({ by: key, down: on ? !sort?.down : false })}
        >
          {column.header}
          <Arrow size={14} stroke={2} aria-hidden="true" />
        </button>
      )}
    </th>
  );
}
