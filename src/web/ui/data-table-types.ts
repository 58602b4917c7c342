import type { ReactNode } from 'react';
import type { SelectionAct, SelectionState } from './selection.ts';

export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** the key the server sorts by; without it the head is plain */
  sort?: string;
  /** stays out until the column chooser brings it in */
  hidden?: boolean;
  /** cannot be taken away by the column chooser */
  fixed?: boolean;
  /** shown from this width of the list on: medium 720, large 960, extra large 1120 px; what is brought in is shown anyhow */
  from?: 'm' | 'l' | 'xl';
  width?: number | string;
  /** takes what room there is; its words may be cut short, with the whole in a tooltip */
  grow?: boolean;
  align?: 'end';
  /** where it stands on a phone's card; `line` names itself by its header */
  card?: 'title' | 'line' | 'plain' | 'actions' | 'hidden';
  /** true: nothing to show for this row, so that its line falls away on a card */
  blank?: (row: Row) => boolean;
}

export interface Sort {
  by: string;
  down: boolean;
}

/** A page of a list as it comes from the server, and where it stands. */
export interface TableRows<Row> {
  /** undefined: not here yet */
  rows: readonly Row[] | undefined;
  /** being fetched anew behind what is shown */
  refreshing?: boolean;
  /** a page after this one */
  onNext?: (() => void) | undefined;
  /** a page before this one */
  onBack?: (() => void) | undefined;
}

export interface DataTableProps<Row> {
  /** what the table is, for those who hear it */
  label: string;
  columns: readonly Column<Row>[];
  data: TableRows<Row>;
  rowId: (row: Row) => string;
  /** the name of a row, for its check box */
  rowName: (row: Row) => string;
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  selection?: SelectionState;
  onSelect?: (act: SelectionAct) => void;
  onOpen?: (row: Row) => void;
  /** the row whose panel is open */
  currentId?: string | undefined;
  hiddenColumns?: ReadonlySet<string>;
  /** instead of rows, when there are none */
  empty: ReactNode;
  /** a line under the list: what is shown, of how many */
  foot?: ReactNode;
  density?: 'roomy' | 'close';
}
