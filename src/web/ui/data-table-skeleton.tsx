import styles from './data-table.module.css';
import type { Column } from './data-table-types.ts';

const widths = [62, 48, 71, 55, 66, 44, 58, 50];

/** The shape of a list before its rows are here. */
export function SkeletonRows<Row>({
  columns,
  choosing,
  label,
}: {
  columns: readonly Column<Row>[];
  choosing: boolean;
  label: string;
}) {
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {choosing ? <td className={styles.check} /> : null}
          {columns.map((column) => (
            <th key={column.id} scope="col" data-from={column.from}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {widths.map((width, index) => (
          <tr key={width} className={styles.row}>
            {choosing ? <td className={styles.check} data-place="hidden" /> : null}
            {columns.map((column, place) => (
              <td key={column.id} data-from={column.from} data-place={column.card ?? 'line'}>
                {column.card === 'actions' ? null : (
                  <span className={styles.waiting} style={{ width: `${widths[(index + place * 3) % 8]}%`, minWidth: 40 }} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
