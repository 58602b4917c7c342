import { Button, Group, Modal, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { newId } from '../../../kernel/ids.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useToday } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Form } from '../../ui/form.tsx';
import { toast, undoToast } from '../../ui/toasts.tsx';
import { GroupChoice, RoleChoice } from './act-choices.tsx';
import styles from './act-dialog.module.css';
import { type Asked, type Choice, paramsOf } from './act-kinds.ts';
import { ActNumbers, useSkipWords } from './act-numbers.tsx';
import { DeactivateChoice } from './deactivate-choice.tsx';
import { actOnOne, NotReached, tryAct } from './run-act.ts';

interface ActDialogProps {
  /** null: closed */
  asked: Asked | null;
  onClose: () => void;
  /** many people: it has begun under this id, and `ActProgress` shows how far it is */
  onStarted?: (id: string) => void;
  /** one person: it is done */
  onDone?: () => void;
}

/** Asks before something is done to one person or to many: what will happen, to how many, to whom not and why. */
export function ActDialog({ asked, ...rest }: ActDialogProps) {
  const t = useTranslations('acts');
  const title =
    asked === null
      ? ''
      : asked.person === undefined
        ? t(`many.${asked.act}`, { count: asked.count })
        : t(`one.${asked.act}`, { name: asked.person.name });
  return (
    <Modal opened={asked !== null} onClose={rest.onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }} size="md">
      {asked === null ? null : <Body key={asked.act} asked={asked} {...rest} />}
    </Modal>
  );
}

function Body({ asked, onClose, onStarted, onDone }: ActDialogProps & { asked: Asked }) {
  const t = useTranslations('acts');
  const format = useFormatter();
  const { say } = useErrorWords();
  const why = useSkipWords();
  const today = useToday();
  const client = useQueryClient();
  const { act, selection, person } = asked;
  const [id] = useState<string>(() => newId());
  const [heir, setHeir] = useState<string | null>(null);
  const [choice, setChoice] = useState<Choice>({
    reason: '',
    role: person?.role ?? null,
    groupId: null,
    within: person?.within ?? [],
    lastDay: null,
  });
  const set = (change: Partial<Choice>): void => setChoice((now) => ({ ...now, ...change }));
  const later = act === 'deactivate' && person !== undefined && choice.lastDay !== null;
  const dayWords = (day: string): string => format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' });
  const params = paramsOf(act, choice);
  // The reason changes nothing about whom it reaches.
  const tried = params === null ? null : paramsOf(act, { ...choice, reason: '' });
  const plan = useQuery({
    queryKey: ['acts', 'plan', act, tried, selection],
    queryFn: () => tryAct(act, tried ?? {}, selection),
    enabled: person === undefined && tried !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const refresh = (): void => {
    for (const key of ['users', 'groups', 'mail', 'audit', 'devices']) void client.invalidateQueries({ queryKey: [key] });
  };
  const takeBack = (one: NonNullable<Asked['person']>) => async (): Promise<void> => {
    try {
      await actOnOne('restore', {}, one.id);
      toast(t('doneOne.restore', { name: one.name }));
    } catch (error) {
      toast(say(error), 'red');
    }
    refresh();
  };
  const go = useMutation({
    mutationFn: async (): Promise<void> => {
      if (person === undefined) {
        await api.acts.start({ body: { id, act, params: params ?? {}, selection, dryRun: false } });
        return;
      }
      if (heir !== null) await api.groups.handOver({ params: { id: person.id }, body: { to: heir } });
      if (later) {
        const { version } = await api.users.show({ params: { id: person.id } });
        await api.users.change({ params: { id: person.id }, body: { version, endDate: choice.lastDay } });
        return;
      }
      await actOnOne(act, params ?? {}, person.id, id);
    },
    onSuccess: () => {
      onClose();
      if (person === undefined) {
        onStarted?.(id);
        return;
      }
      refresh();
      if (later) {
        toast(t('doneLater', { name: person.name, day: dayWords(choice.lastDay ?? '') }));
        onDone?.();
        return;
      }
      const done = t(`doneOne.${act}`, { name: person.name });
      if (act === 'deactivate') undoToast(done, () => void takeBack(person)());
      else toast(done);
      onDone?.();
    },
  });
  const problem = go.error ?? plan.error;
  const words =
    problem instanceof NotReached && person !== undefined
      ? t('notDone', { name: person.name, reason: why(problem.reason) })
      : problem === null
        ? null
        : say(problem);
  const ready =
    params !== null &&
    (choice.lastDay ?? today) >= today &&
    (person !== undefined || (plan.data !== undefined && plan.data.done > 0));
  return (
    <Form
      onSubmit={() => {
        if (ready && !go.isPending) go.mutate();
      }}
    >
      <div className={styles.body}>
        {act === 'deactivate' ? (
          <DeactivateChoice choice={choice} set={set} person={person} heir={heir} onHeir={setHeir} />
        ) : (
          <p>{t(`words.${act}`)}</p>
        )}
        {act === 'changeRole' ? <RoleChoice choice={choice} set={set} /> : null}
        {act === 'addToGroup' || act === 'takeOutOfGroup' ? (
          <GroupChoice choice={choice} set={set} person={person && { id: person.id, isIn: act === 'takeOutOfGroup' }} />
        ) : null}
        {person !== undefined || params === null ? null : plan.data !== undefined ? (
          <ActNumbers state={plan.data} />
        ) : plan.error === null ? (
          <div role="status" aria-label={t('looking')}>
            <Skeleton height={46} radius="md" />
          </div>
        ) : null}
        {words === null ? null : (
          <div role="alert">
            <Banner tone="red">{words}</Banner>
          </div>
        )}
      </div>
      <Group justify="flex-end" mt={24} gap={10}>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" color={act === 'deactivate' ? 'red' : 'brand'} loading={go.isPending} disabled={!ready} miw={96}>
          {t('ok')}
        </Button>
      </Group>
    </Form>
  );
}
