import { useTranslations } from 'use-intl';
import { type EventFact, type EventReader, factsOf } from '../../../kernel/event-facts.ts';
import styles from './audit-page.module.css';

/** More facts than this, or one of so many letters, are folded away. */
const SHOWN = { facts: 3, letters: 160 };

interface EventFactsProps {
  event: { event: string; detail: Record<string, unknown> };
  reader: EventReader;
}

/** What an event says beside who did what: fields with what they were and are, in the reader's words. */
export function EventFacts({ event, reader }: EventFactsProps) {
  const t = useTranslations('auditLog');
  const { act, done, skipped, ...rest } = event.detail;
  // Done to one person, the event's own name says it already.
  const facts = factsOf(act !== undefined && event.event !== 'users.acted' ? rest : event.detail, reader);
  if (facts.length === 0) return null;
  const open = facts.slice(0, SHOWN.facts).filter(({ after }) => after.length <= SHOWN.letters);
  const folded = facts.filter((fact) => !open.includes(fact));
  return (
    <>
      {open.length === 0 ? null : <FactList facts={open} />}
      {folded.length === 0 ? null : (
        <details className={styles.more}>
          <summary>{t('details', { count: folded.length })}</summary>
          <FactList facts={folded} />
        </details>
      )}
    </>
  );
}

function FactList({ facts }: { facts: readonly EventFact[] }) {
  return (
    <ul className={styles.facts}>
      {facts.map(({ label, before, after }) => (
        <li key={`${label} ${after}`}>
          <span className={styles.label}>{label}: </span>
          {before === undefined ? (
            after
          ) : (
            <>
              <del>{before}</del> → <ins>{after}</ins>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
