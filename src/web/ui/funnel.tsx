import type { ComponentType, ReactNode } from 'react';
import styles from './funnel.module.css';

export interface FunnelNote {
  text: string;
  tone?: 'amber' | 'red' | 'plain';
  /** renders the note as a link */
  link?: LinkLike;
}
export type LinkLike = ComponentType<{ className?: string; children: ReactNode }>;
export interface FunnelStation {
  id: string;
  /** the number as people write it; missing while it is not known yet */
  number?: string;
  label: string;
  /** 0 to 1: how much of the first station has come this far */
  share: number;
  notes?: readonly FunnelNote[];
  /** the list is filtered to this station now */
  chosen?: boolean;
  /** renders the number as a link to exactly those people */
  link?: LinkLike;
}

/** How far everybody has come. Every number leads to exactly those people. */
export function Funnel({ stations, label }: { stations: readonly FunnelStation[]; label: string }) {
  return (
    <ul className={styles.funnel} aria-label={label} style={{ '--stations': stations.length } as React.CSSProperties}>
      {stations.map((station) => (
        <Station key={station.id} {...station} />
      ))}
    </ul>
  );
}

function Station({ number, label, share, notes = [], chosen = false, link: Link }: FunnelStation) {
  const words = (
    <>
      {number === undefined ? (
        <span className={styles.waiting} />
      ) : (
        <span className={styles.number} data-figures>
          {number}
        </span>
      )}
      <span className={styles.label}>{label}</span>
    </>
  );
  return (
    <li className={styles.station} data-chosen={chosen}>
      {Link === undefined || number === undefined ? <div>{words}</div> : <Link className={styles.link ?? ''}>{words}</Link>}
      {notes.map((note) => (
        <Note key={note.text} {...note} />
      ))}
      <span
        className={styles.bar}
        style={{ width: `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%` }}
        aria-hidden="true"
      />
    </li>
  );
}

function Note({ text, tone = 'amber', link: Link }: FunnelNote) {
  if (Link !== undefined) return <Link className={styles.note ?? ''}>{text}</Link>;
  return (
    <span className={styles.note} data-tone={tone}>
      {text}
    </span>
  );
}
