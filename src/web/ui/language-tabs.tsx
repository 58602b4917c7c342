import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { StatusBadge } from './status-badge.tsx';

export interface LanguageTab {
  locale: string;
  name: string;
  /** a word about its state: "missing" */
  note?: string;
}

/** The same thing in several languages. */
export function LanguageTabs({
  tabs,
  value,
  onChange,
  label,
  children,
}: {
  tabs: readonly LanguageTab[];
  value: string;
  onChange: (locale: string) => void;
  label: string;
  children: ReactNode;
}) {
  return (
    <Tabs value={value} onChange={(next) => next !== null && onChange(next)} keepMounted={false}>
      <Tabs.List aria-label={label}>
        {tabs.map((tab) => (
          <Tabs.Tab
            key={tab.locale}
            value={tab.locale}
            rightSection={tab.note === undefined ? null : <StatusBadge tone="amber">{tab.note}</StatusBadge>}
          >
            <span lang={tab.locale}>{tab.name}</span>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={value} pt="md">
        {children}
      </Tabs.Panel>
    </Tabs>
  );
}
