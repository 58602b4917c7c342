import { Button, Group, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './act-dialog.module.css';
import { type Act, type ActState, runAct } from './run-act.ts';

interface ActDialogProps {
  /** null: closed */
  act: Act | null;
  onClose: () => void;
  title: string;
  /** what will happen, and what stays */
  children: ReactNode;
  /** what the button says */
  confirm: string;
  danger?: boolean;
  onDone: (state: ActState) => void;
}

/** Shows to how many something will happen, to whom not and why; does it, and tells how far it is. */
export function ActDialog({ act, onClose, title, children, confirm, danger = false, onDone }: ActDialogProps) {
  const t = useTranslations('ui');
  return (
    <Modal opened={act !== null} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      {act === null ? null : (
        <ActBody act={act} onClose={onClose} confirm={confirm} danger={danger} onDone={onDone}>
          {children}
        </ActBody>
      )}
    </Modal>
  );
}

function ActBody({ act, onClose, children, confirm, danger, onDone }: Omit<ActDialogProps, 'act' | 'title'> & { act: Act }) {
  const t = useTranslations('people.act');
  const ui = useTranslations('ui');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const [going, setGoing] = useState<ActState | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const plan = useQuery({
    queryKey: ['acts', 'plan', act],
    queryFn: () => runAct(act, true),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const go = async (): Promise<void> => {
    setFailed(null);
    try {
      const state = await runAct(act, false, setGoing);
      await client.invalidateQueries({ queryKey: ['users'] });
      onClose();
      onDone(state);
    } catch (error) {
      setFailed(error);
    } finally {
      setGoing(null);
    }
  };
  const problem = failed ?? plan.error;
  return (
    <>
      <div className={styles.words}>{children}</div>
      {plan.data === undefined ? null : <Numbers state={plan.data} />}
      {going === null ? null : (
        <ProgressBar label={t('busy')} share={going.asked === 0 ? null : (going.done + going.skipped) / going.asked} />
      )}
      {problem === null ? null : (
        <div role="alert" className={styles.problem}>
          <Banner tone="red">{say(problem)}</Banner>
        </div>
      )}
      <Group justify="flex-end" mt={24} gap={10}>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
        <Button
          color={danger ? 'red' : 'brand'}
          loading={going !== null || plan.isPending}
          disabled={plan.data?.done === 0}
          onClick={() => void go()}
          data-autofocus
        >
          {confirm}
        </Button>
      </Group>
    </>
  );
}

/** Whom it reaches, and whom not. Said only where there is something to say: one person needs no numbers. */
function Numbers({ state }: { state: ActState }) {
  const t = useTranslations('people.act');
  const skip = useTranslations('acts.skip') as unknown as ((key: string) => string) & { has: (key: string) => boolean };
  if (state.asked <= 1 && state.skipped === 0) return null;
  return (
    <div className={styles.numbers}>
      <p>{t('reaches', { count: state.done })}</p>
      {state.reasons.length === 0 ? null : (
        <>
          <p>{t('skips', { count: state.skipped })}</p>
          <ul>
            {state.reasons.map(({ reason, people }) => (
              <li key={reason}>
                <strong data-figures>{people}</strong> {skip.has(reason) ? skip(reason) : reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
