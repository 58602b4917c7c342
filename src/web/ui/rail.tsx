import styles from './rail.module.css';

export type RailState = 'done' | 'look' | 'stuck' | 'idle';
export type RailTone = 'plain' | 'amber' | 'red';

interface RailProps {
  /** one state a step, in order */
  steps: readonly RailState[];
  /** what the bars say, in words: colour alone says nothing */
  words: string;
  tone?: RailTone;
  size?: 'small' | 'large';
}

/** The way in: small bars, one a step, and a line of words under them. */
export function Rail({ steps, words, tone = 'plain', size = 'small' }: RailProps) {
  return (
    <span className={styles.rail} data-size={size}>
      <span className={styles.bars} aria-hidden="true">
        {steps.map((state, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <span key={index} className={styles.bar} data-state={state} />
        ))}
      </span>
      <span className={styles.words} data-tone={tone}>
        {words}
      </span>
    </span>
  );
}
