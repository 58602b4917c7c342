import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Filter, FilterChip } from './filter-chip.tsx';
import styles from './filter-chips.module.css';

interface FilterChipsProps {
  filters: readonly Filter[];
  onChange: (id: string, chosen: string[]) => void;
  /** in front of the chips: the search field */
  before?: ReactNode;
  /** at the far end of the search field's line, with the chips under it: a switch, the column chooser */
  after?: ReactNode;
  /** takes everything off, the search too; shown while something is on */
  onClear?: (() => void) | undefined;
}

/** Fields to filter by, as pills; each opens its values. */
export function FilterChips({ filters, onChange, before, after, onClear }: FilterChipsProps) {
  const t = useTranslations('ui.filter');
  const [added, setAdded] = useState<string | null>(null);
  const row = useRef<HTMLDivElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const first = (): HTMLElement | null => row.current?.querySelector<HTMLElement>(`.${styles.chip} > button`) ?? null;
  const shown = filters.filter((filter) => !filter.rare || filter.chosen.length > 0 || filter.id === added);
  const waiting = filters.filter((filter) => !shown.includes(filter));
  return (
    <div className={styles.row} ref={row} data-no-print>
      {before}
      {after === undefined ? null : (
        <>
          <span className={styles.after}>{after}</span>
          <span className={styles.line} />
        </>
      )}
      {shown.map((filter) => (
        <FilterChip
          key={filter.id}
          filter={filter}
          startsOpen={filter.id === added}
          onChange={(chosen) => onChange(filter.id, chosen)}
          onClose={() => setAdded(null)}
          heir={() => adder.current ?? first()}
        />
      ))}
      {waiting.length === 0 ? null : (
        <Menu position="bottom-start">
          <Menu.Target>
            <button ref={adder} type="button" className={`${styles.chip} ${styles.open}`}>
              {t('add')}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {waiting.map((filter) => (
              <Menu.Item key={filter.id} onClick={() => setAdded(filter.id)}>
                {filter.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {onClear === undefined ? null : (
        <button
          type="button"
          className={styles.clear}
          onClick={() => {
            first()?.focus();
            onClear();
          }}
        >
          {t('clear')}
        </button>
      )}
    </div>
  );
}

/** A filter that is on or off. */
export function CheckChip({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className={`${styles.chip} ${styles.check}`} data-on={checked}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
