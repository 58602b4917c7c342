import { Popover } from '@mantine/core';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './filter-chips.module.css';

export interface FilterOption {
  value: string;
  label: string;
  note?: string;
}
export interface Filter {
  id: string;
  label: string;
  options: readonly FilterOption[];
  chosen: readonly string[];
  /** one value at a time */
  single?: boolean;
  /** waits under "+ Filter" until it is used */
  rare?: boolean;
  /** the options are only some of many: asks for those that fit what is typed */
  onFind?: (typed: string) => void;
  /** instead of options: what the chip opens, and what it says was chosen */
  fields?: ReactNode;
  said?: string | undefined;
}

interface FilterChipProps {
  filter: Filter;
  startsOpen: boolean;
  onChange: (chosen: string[]) => void;
  onClose: () => void;
  /** it goes away when it is taken off: who has the focus then */
  heir: () => HTMLElement | null;
}

/** One field: its name, or its name and what was chosen; a click opens the values. */
export function FilterChip({ filter, startsOpen, onChange, onClose, heir }: FilterChipProps) {
  const t = useTranslations('ui.filter');
  const [opened, setOpened] = useState(startsOpen);
  const opener = useRef<HTMLButtonElement>(null);
  const on = filter.chosen.length > 0;
  const names = filter.chosen.map((value) => filter.options.find((option) => option.value === value)?.label ?? value);
  const said =
    filter.said === undefined && names.length > 2
      ? t('several', { label: filter.label, count: names.length })
      : t('one', { label: filter.label, values: filter.said ?? names.join(', ') });
  const change = (next: boolean): void => {
    setOpened(next);
    if (next) return;
    if (filter.rare && !on) heir()?.focus();
    onClose();
  };
  return (
    <Popover opened={opened} onChange={change} position="bottom-start" trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <span className={styles.chip} data-on={on}>
          <button ref={opener} type="button" className={styles.open} aria-expanded={opened} onClick={() => change(!opened)}>
            {on ? said : filter.label}
          </button>
          {on ? (
            <button
              type="button"
              className={styles.off}
              onClick={() => {
                (filter.rare ? heir() : opener.current)?.focus();
                onChange([]);
              }}
              aria-label={t('off', { label: filter.label })}
            >
              ✕
            </button>
          ) : null}
        </span>
      </Popover.Target>
      <Popover.Dropdown className={styles.pop ?? ''} role="dialog" aria-label={filter.label}>
        {filter.fields ?? <Values filter={filter} onChange={onChange} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Values({ filter, onChange }: { filter: Filter; onChange: (chosen: string[]) => void }) {
  const t = useTranslations('ui.filter');
  const name = useId();
  const [wanted, setWanted] = useState('');
  const { onFind } = filter;
  const found =
    onFind === undefined
      ? filter.options.filter((option) => option.label.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()))
      : filter.options;
  const toggle = (value: string, on: boolean): void => {
    if (filter.single) onChange(on ? [value] : []);
    else onChange(on ? [...filter.chosen, value] : filter.chosen.filter((other) => other !== value));
  };
  return (
    <>
      {filter.options.length > 9 || (onFind !== undefined && (wanted !== '' || filter.options.length > 5)) ? (
        <input
          className={styles.find}
          value={wanted}
          onChange={(event) => {
            setWanted(event.currentTarget.value);
            onFind?.(event.currentTarget.value.trim());
          }}
          placeholder={t('find')}
          aria-label={t('find')}
        />
      ) : null}
      <ul className={styles.options}>
        {found.map((option) => (
          <li key={option.value}>
            <label className={styles.option}>
              <input
                type={filter.single ? 'radio' : 'checkbox'}
                name={name}
                checked={filter.chosen.includes(option.value)}
                onChange={(event) => toggle(option.value, event.currentTarget.checked)}
              />
              <span>{option.label}</span>
              {option.note === undefined ? null : <small>{option.note}</small>}
            </label>
          </li>
        ))}
      </ul>
      {found.length === 0 ? (
        <p className={styles.none} tabIndex={-1} data-autofocus={wanted === '' || undefined}>
          {t(wanted === '' ? 'empty' : 'none')}
        </p>
      ) : null}
    </>
  );
}
