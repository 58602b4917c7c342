import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Column } from './data-table-types.ts';
import styles from './filter-chips.module.css';

interface ColumnChooserProps<Row> {
  columns: readonly Column<Row>[];
  hidden: ReadonlySet<string>;
  onChange: (hidden: ReadonlySet<string>) => void;
}

/** Which columns a list shows. */
export function ColumnChooser<Row>({ columns, hidden, onChange }: ColumnChooserProps<Row>) {
  const t = useTranslations('ui.table');
  const [opened, setOpened] = useState(false);
  const toggle = (id: string, shown: boolean): void => {
    const next = new Set(hidden);
    if (shown) next.delete(id);
    else next.add(id);
    onChange(next);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <Tooltip label={t('columns')} disabled={opened}>
          <ActionIcon onClick={() => setOpened(!opened)} aria-label={t('columns')} aria-expanded={opened} visibleFrom="sm">
            <IconColumns3 size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={styles.pop ?? ''} role="dialog" aria-label={t('columns')}>
        <ul className={styles.options}>
          {columns
            .filter((column) => !column.fixed)
            .map((column) => (
              <li key={column.id}>
                <label className={styles.option}>
                  <input
                    type="checkbox"
                    checked={!hidden.has(column.id)}
                    onChange={(event) => toggle(column.id, event.currentTarget.checked)}
                  />
                  <span>{column.header}</span>
                </label>
              </li>
            ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The columns somebody put away, remembered on this device. */
export function useHiddenColumns<Row>(
  name: string,
  columns: readonly Column<Row>[],
): [ReadonlySet<string>, (hidden: ReadonlySet<string>) => void] {
  const key = `welkom.columns.${name}`;
  const usual = useMemo(() => new Set(columns.filter((column) => column.hidden).map((column) => column.id)), [columns]);
  const [hidden, setHidden] = useState<ReadonlySet<string> | null>(() => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
      return Array.isArray(kept) ? new Set(kept.map(String)) : null;
    } catch {
      return null;
    }
  });
  const change = (next: ReadonlySet<string>): void => {
    setHidden(next);
    try {
      localStorage.setItem(key, JSON.stringify([...next]));
    } catch {
      // it holds until the page is left
    }
  };
  return [hidden ?? usual, change];
}
