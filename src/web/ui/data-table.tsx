import { columnVisibilityFeature, createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { type KeyboardEvent, type MouseEvent, useMemo, useRef } from 'react';
import styles from './data-table.module.css';
import { DataTableFoot } from './data-table-foot.tsx';
import { HeadCell } from './data-table-head.tsx';
import { SkeletonRows } from './data-table-skeleton.tsx';
import type { Column, DataTableProps } from './data-table-types.ts';
import { isChosen, pageState } from './selection.ts';
import { useLate } from './use-late.ts';
import { useTooWide } from './use-too-wide.ts';

const features = tableFeatures({ columnVisibilityFeature });
const interactive = 'a, button, input, select, textarea, label, [role="menuitem"]';

/** A list from the server: sorted, filtered and paged there; chosen, shown and opened here. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, data, rowId, selection, onSelect, onOpen, hiddenColumns, density = 'roomy' } = props;
  const late = useLate(data.rows === undefined, 200);
  const body = useRef<HTMLTableSectionElement>(null);
  const [frame, wide] = useTooWide();
  const rows = data.rows ?? none;
  const shown = useMemo(() => rows.map(rowId), [rows, rowId]);
  const table = useTable({
    features,
    data: rows as Row[],
    columns: useMemo(() => columnDefs(columns), [columns]),
    getRowId: rowId,
    state: {
      columnVisibility: useMemo(() => Object.fromEntries([...(hiddenColumns ?? [])].map((id) => [id, false])), [hiddenColumns]),
    },
  });
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const choosing = selection !== undefined && onSelect !== undefined;
  const visible = table.getVisibleLeafColumns().flatMap((column) => byId.get(column.id) ?? []);

  const onClick = (event: MouseEvent, row: Row, id: string): void => {
    if ((event.target as Element).closest(interactive) !== null || window.getSelection()?.toString()) return;
    if (choosing && event.shiftKey) onSelect({ do: 'range', id, shown });
    else onOpen?.(row);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as HTMLElement;
    const place = target.closest('tr')?.dataset.id;
    if (
      place === undefined ||
      target.matches('input:not([type="checkbox"]), textarea, select') ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      const next = shown[shown.indexOf(place) + step];
      if (next === undefined) return;
      event.preventDefault();
      if (event.shiftKey && choosing) {
        if (selection.anchor === null || !isChosen(selection, place)) onSelect({ do: 'toggle', id: place, shown });
        onSelect({ do: 'range', id: next, shown });
      }
      focusRow(body.current, next, target);
    } else if (event.key === 'x' && choosing) onSelect({ do: 'toggle', id: place, shown });
    else if (event.key === 'a' && choosing) onSelect({ do: 'page', shown });
  };

  if (data.rows === undefined) {
    return (
      <div className={styles.frame} data-density={density} aria-busy="true">
        {late ? <SkeletonRows columns={visible} choosing={choosing} label={props.label} /> : <div style={{ height: 420 }} />}
      </div>
    );
  }
  if (rows.length === 0) {
    return (
      <div className={styles.frame} data-empty="true">
        {props.empty}
        <DataTableFoot {...props} quiet />
      </div>
    );
  }
  const hasFoot = props.foot !== undefined || data.onNext !== undefined || data.onBack !== undefined;
  return (
    <div
      ref={frame}
      className={styles.frame}
      data-density={density}
      data-foot={hasFoot}
      data-wide={wide}
      aria-busy={data.refreshing}
    >
      {data.refreshing ? <span className={styles.quiet} aria-hidden="true" /> : null}
      {/* biome-ignore lint/a11y/noRedundantRoles: on a phone rows become cards, and must stay rows for those who hear them */}
      <table className={styles.table} role="table" aria-label={props.label}>
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <thead role="rowgroup">
          {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
          <tr role="row">
            {choosing ? <CheckHead {...props} shown={shown} /> : null}
            {visible.map((column) => (
              <HeadCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <tbody ref={body} role="rowgroup" onKeyDown={onKeyDown}>
          {table.getRowModel().rows.map((row) => {
            const chosen = choosing && isChosen(selection, row.id);
            return (
              <tr
                key={row.id}
                // biome-ignore lint/a11y/noRedundantRoles: as above
                role="row"
                className={styles.row}
                data-id={row.id}
                data-opens={onOpen !== undefined}
                data-current={props.currentId === row.id}
                aria-selected={choosing ? chosen : undefined}
                onClick={(event) => onClick(event, row.original, row.id)}
              >
                {choosing ? (
                  // biome-ignore lint/a11y/noRedundantRoles: as above
                  <td role="cell" className={styles.check} data-place="check">
                    <Box
                      label={props.rowName(row.original)}
                      checked={chosen}
                      onChange={(range) =>
                        onSelect(range ? { do: 'range', id: row.id, shown } : { do: 'toggle', id: row.id, shown })
                      }
                    />
                  </td>
                ) : null}
                {visible.map((column) => (
                  <Cell key={column.id} column={column} row={row.original} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <DataTableFoot {...props} />
    </div>
  );
}

const none: readonly never[] = [];

function columnDefs<Row extends object>(columns: readonly Column<Row>[]) {
  const helper = createColumnHelper<typeof features, Row>();
  return helper.columns(columns.map((column) => helper.display({ id: column.id, header: column.header })));
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const card = column.card ?? 'line';
  return (
    <td
      // biome-ignore lint/a11y/noRedundantRoles: on a phone rows become cards, and must stay rows for those who hear them
      role="cell"
      data-from={column.from}
      data-place={card}
      data-label={card === 'line' ? column.header : undefined}
      data-blank={column.blank?.(row)}
      data-grow={column.grow}
      className={column.align === 'end' ? styles.end : undefined}
    >
      {column.cell(row)}
    </td>
  );
}

function CheckHead<Row>({ selection, onSelect, shown, label }: DataTableProps<Row> & { shown: readonly string[] }) {
  if (selection === undefined || onSelect === undefined) return null;
  const state = pageState(selection, shown);
  return (
    // biome-ignore lint/a11y/noRedundantRoles: as above
    <th role="columnheader" scope="col" className={styles.check}>
      <Box label={label} checked={state === 'all'} some={state === 'some'} onChange={() => onSelect({ do: 'page', shown })} />
    </th>
  );
}

function Box({
  label,
  checked,
  some = false,
  onChange,
}: {
  label: string;
  checked: boolean;
  some?: boolean;
  onChange: (range: boolean) => void;
}) {
  const shift = useRef(false);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <label
      className={styles.box}
      onClick={(event) => {
        shift.current = event.shiftKey;
      }}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
    >
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        ref={(box) => {
          if (box !== null) box.indeterminate = some;
        }}
        onChange={() => onChange(shift.current)}
      />
    </label>
  );
}

/** Moves the focus to the same kind of thing in another row. */
function focusRow(body: HTMLElement | null, id: string, from: HTMLElement): void {
  const row = body?.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id)}"]`);
  const same = row?.querySelectorAll<HTMLElement>(from.tagName.toLowerCase());
  const index = [...(from.closest('tr')?.querySelectorAll(from.tagName.toLowerCase()) ?? [])].indexOf(from);
  (same?.[index] ?? same?.[0])?.focus();
}
