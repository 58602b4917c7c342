import { Button } from '@mantine/core';
import { useReducer, useState } from 'react';
import { Avatar } from '../../ui/avatar.tsx';
import { BulkBar } from '../../ui/bulk-bar.tsx';
import { ColumnChooser, useHiddenColumns } from '../../ui/column-chooser.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column, Sort } from '../../ui/data-table-types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CheckChip, FilterChips } from '../../ui/filter-chips.tsx';
import { Rail } from '../../ui/rail.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { choose, chosenCount, nothing } from '../../ui/selection.ts';
import styles from './dev-page.module.css';

interface Person {
  id: string;
  name: string;
  department: string;
}
const people: readonly Person[] = [
  { id: '1', name: 'Anna Jansen', department: 'Thuiszorg Noord' },
  { id: '2', name: 'Børje van der Østerhof', department: 'ICT' },
  {
    id: '3',
    name: 'Wilhelmina Adriana Cornelia van Oldenbarnevelt-Schimmelpenninck',
    department: 'Buitengewoon Langdurige Benamingen en Bijzondere Zaken',
  },
  { id: '4', name: 'Eefje ’t Hart', department: '' },
];
const columns: readonly Column<Person>[] = [
  {
    id: 'name',
    header: 'Name',
    sort: 'name',
    fixed: true,
    grow: true,
    card: 'title',
    cell: (person) => (
      <span style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        <Avatar name={person.name} /> {person.name}
      </span>
    ),
  },
  {
    id: 'department',
    header: 'Department',
    from: 'm',
    blank: (person) => person.department === '',
    cell: (person) => person.department || '—',
  },
  {
    id: 'way',
    header: 'On the way in',
    card: 'plain',
    cell: () => <Rail steps={['done', 'done', 'idle', 'idle', 'idle']} words="Sent 2 hours ago" />,
  },
];
const idOf = (person: Person): string => person.id;
const nameOf = (person: Person): string => person.name;
const none: readonly Person[] = [];

export function DevTables() {
  const [selection, select] = useReducer(choose, nothing);
  const [sort, setSort] = useState<Sort>({ by: 'name', down: false });
  const [text, setText] = useState('');
  const [status, setStatus] = useState<string[]>(['invited']);
  const [blocked, setBlocked] = useState(false);
  const [hidden, setHidden] = useHiddenColumns('dev', columns);
  const shared = { columns, rowId: idOf, rowName: nameOf } as const;
  return (
    <>
      <FilterChips
        before={<SearchField label="Name, address or number" value={text} onChange={setText} />}
        filters={[
          {
            id: 'status',
            label: 'Status',
            options: [
              { value: 'invited', label: 'Invited' },
              { value: 'active', label: 'Active' },
            ],
            chosen: status,
          },
          {
            id: 'kind',
            label: 'Kind',
            single: true,
            options: [{ value: 'external', label: 'External', note: '12' }],
            chosen: [],
          },
          { id: 'rare', label: 'Rarely used', rare: true, options: [{ value: 'x', label: 'X' }], chosen: [] },
        ]}
        onChange={(id, chosen) => id === 'status' && setStatus(chosen)}
        onClear={() => setStatus([])}
        after={
          <>
            <CheckChip label="Show blocked users" checked={blocked} onChange={setBlocked} />
            <ColumnChooser columns={columns} hidden={hidden} onChange={setHidden} />
          </>
        }
      />
      <DataTable
        {...shared}
        label="People"
        hiddenColumns={hidden}
        data={{ rows: people, onNext: () => undefined, onBack: () => undefined }}
        sort={sort}
        onSort={setSort}
        selection={selection}
        onSelect={select}
        currentId="4"
        foot="4 shown of 1,200"
        empty={null}
      />
      <BulkBar
        count={chosenCount(selection, 1200)}
        total={1200}
        everything={selection.selection.kind === 'all'}
        onAll={() => select({ do: 'all' })}
        onClear={() => select({ do: 'clear' })}
        acts={[
          { id: 'a', label: 'Permissions', onClick: () => undefined },
          { id: 'b', label: 'Send Welcome Email', primary: true, onClick: () => undefined },
        ]}
      />
      <br />
      <DataTable {...shared} label="Waiting" data={{ rows: undefined }} empty={null} />
      <br />
      <div className={styles.two}>
        <DataTable
          {...shared}
          label="Nothing yet"
          data={{ rows: none }}
          empty={
            <EmptyState kind="nothingYet" title="Nobody here yet" action={<Button>Import users</Button>}>
              What this is for, and the next step.
            </EmptyState>
          }
        />
        <DataTable
          {...shared}
          label="Nothing matches"
          data={{ rows: none }}
          empty={
            <EmptyState kind="nothingMatches" title="Nobody fits" action={<Button variant="default">Clear filters</Button>}>
              No person fits all the filters together.
            </EmptyState>
          }
        />
        <DataTable
          {...shared}
          label="No right"
          data={{ rows: none }}
          empty={
            <EmptyState kind="noRight" title="This list is not open to you">
              Whoever looks after the users can give you the right.
            </EmptyState>
          }
        />
      </div>
    </>
  );
}
