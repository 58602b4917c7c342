import { Radio, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useMay, useToday } from '../../session.tsx';
import { groupsOfQuery } from '../groups/group-queries.ts';
import { PersonSelect } from '../people/person-select.tsx';
import styles from './act-dialog.module.css';
import type { Asked, Choice } from './act-kinds.ts';

interface DeactivateChoiceProps {
  choice: Choice;
  set: (change: Partial<Choice>) => void;
  person: Asked['person'];
  heir: string | null;
  onHeir: (id: string | null) => void;
}

/** When, what stops, what stays, why, and who takes over the groups of the one person it is about. */
export function DeactivateChoice({ choice, set, person, heir, onHeir }: DeactivateChoiceProps) {
  const t = useTranslations('acts');
  const errors = useTranslations('errors');
  const { data } = useQuery({ ...groupsOfQuery(person?.id ?? ''), enabled: person !== undefined });
  const alone = (data?.groups ?? []).filter((group) => group.onlyAdmin);
  const may = useMay();
  const today = useToday();
  const later = choice.lastDay !== null;
  return (
    <>
      {person === undefined || !may('users.edit') ? null : (
        <Radio.Group
          label={t('when')}
          value={later ? 'later' : 'now'}
          onChange={(when) => set({ lastDay: when === 'later' ? '' : null })}
        >
          <div className={styles.when}>
            <Radio value="now" label={t('now')} />
            <Radio value="later" label={t('later')} />
          </div>
        </Radio.Group>
      )}
      {choice.lastDay !== null ? (
        <TextInput
          type="date"
          label={t('lastDay')}
          description={t('lastDayHelp')}
          value={choice.lastDay}
          min={today}
          error={choice.lastDay !== '' && choice.lastDay < today ? errors('arrivals.dayPassed') : undefined}
          onChange={(event) => set({ lastDay: event.currentTarget.value })}
          maw={300}
        />
      ) : null}
      <div className={styles.effects}>
        <section>
          <h3>{t('stops')}</h3>
          <ul className={styles.what} data-tone="red">
            {(['stops1', 'stops2', 'stops3'] as const).map((line) => (
              <li key={line}>{t(line)}</li>
            ))}
          </ul>
        </section>
        <section>
          <h3>{t('stays')}</h3>
          <ul className={styles.what} data-tone="good">
            {(['stays1', 'stays2'] as const).map((line) => (
              <li key={line}>{t(line)}</li>
            ))}
          </ul>
        </section>
      </div>
      {later ? null : (
        <Textarea
          label={t('reason')}
          description={t('reasonHelp')}
          value={choice.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
          maxLength={500}
          autosize
          minRows={1}
          maxRows={4}
        />
      )}
      {alone.length === 0 ? null : (
        <div>
          <p style={{ marginBottom: 8 }}>
            {t('alone', { count: alone.length, names: alone.map((group) => group.name).join(', ') })}
          </p>
          <PersonSelect
            label={t('heir')}
            description={t('heirHelp')}
            value={heir}
            onChange={onHeir}
            without={person === undefined ? [] : [person.id]}
          />
        </div>
      )}
    </>
  );
}
