import { CloseButton, Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import styles from './side-panel.module.css';

interface SidePanelProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  sub?: ReactNode;
  /** stands before the title: a face */
  before?: ReactNode;
  children: ReactNode;
}

/** One thing of a list, beside the list. Which one stands in the address, so that Back closes it. */
export function SidePanel({ opened, onClose, title, sub, before, children }: SidePanelProps) {
  const t = useTranslations('ui');
  // Escape is heard by every dialog at once: it closes the one on top.
  const closeOnTop = (): void => {
    if (document.querySelectorAll('[aria-modal="true"]').length < 2) onClose();
  };
  return (
    <Drawer.Root opened={opened} onClose={closeOnTop} position="right" size={480} padding={0}>
      <Drawer.Overlay color="var(--veil)" backgroundOpacity={0.45} />
      <Drawer.Content className={styles.content ?? ''}>
        <div className={styles.head}>
          {before}
          <div className={styles.title}>
            <Drawer.Title component="h2" tabIndex={-1} data-autofocus>
              {title}
            </Drawer.Title>
            {sub === undefined ? null : <div className={styles.sub}>{sub}</div>}
          </div>
          <CloseButton onClick={onClose} aria-label={t('close')} />
        </div>
        <div className={styles.body}>{children}</div>
      </Drawer.Content>
    </Drawer.Root>
  );
}

export function PanelSection({ title, action, children }: { title?: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      {title === undefined ? null : (
        <div className={styles.sectionHead}>
          <h3 className={styles.sectionTitle}>{title}</h3>
          {action}
        </div>
      )}
      {children}
    </section>
  );
}

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Names and values, side by side; what has no value is left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(({ value }) => value !== null && value !== undefined && value !== '')
        .map(({ label, value }) => (
          <FactPair key={label} label={label} value={value} />
        ))}
    </dl>
  );
}

function FactPair({ label, value }: Fact) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** Buttons under each other, full width. */
export function PanelActs({ children }: { children: ReactNode }) {
  return <div className={styles.acts}>{children}</div>;
}
