import { MultiSelect, Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { Role } from '../../../contract/permissions.ts';
import { api } from '../../api.ts';
import { groupsQuery } from '../groups/group-queries.ts';
import { PersonSelect } from '../people/person-select.tsx';
import { rolesQuery } from '../roles/role-queries.ts';
import styles from './act-dialog.module.css';
import type { Asked, Choice } from './act-kinds.ts';

interface ChoicesProps {
  choice: Choice;
  set: (change: Partial<Choice>) => void;
}

export function RoleChoice({ choice, set }: ChoicesProps) {
  const t = useTranslations('acts');
  const people = useTranslations('people');
  const { data } = useQuery(rolesQuery);
  const groups = useQuery({ ...groupsQuery, enabled: choice.role === 'user_manager' });
  return (
    <>
      <Select
        label={t('role')}
        data={(data?.roles ?? [])
          .filter(({ mayGive }) => mayGive)
          .map(({ role }) => ({ value: role, label: people(`roles.${role}`) }))}
        description={choice.role === null ? undefined : people(`roleWords.${choice.role}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={choice.role}
        onChange={(role) => set({ role: role as Role | null })}
        allowDeselect={false}
        data-autofocus
      />
      {choice.role === 'user_manager' ? (
        <MultiSelect
          label={t('within')}
          description={t('withinHelp')}
          placeholder={choice.within.length === 0 ? t('withinEverybody') : undefined}
          data={(groups.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={choice.within}
          onChange={(within) => set({ within })}
          searchable
          clearable
          hidePickedOptions
        />
      ) : null}
    </>
  );
}

export function GroupChoice({ choice, set }: ChoicesProps) {
  const t = useTranslations('acts');
  const form = useTranslations('newUser');
  const { data } = useQuery(groupsQuery);
  return (
    <Select
      label={t('group')}
      placeholder={form('chooseGroup')}
      data={(data ?? []).filter((group) => group.may.addMembers).map(({ id, name }) => ({ value: id, label: name }))}
      value={choice.groupId}
      onChange={(groupId) => set({ groupId })}
      searchable
      nothingFoundMessage={data?.length === 0 ? form('noGroups') : form('noGroupFound')}
      data-autofocus
    />
  );
}

/** What stops, what stays, why, and who takes over the groups of the one person it is about. */
export function DeactivateChoice({
  choice,
  set,
  person,
  heir,
  onHeir,
}: ChoicesProps & { person: Asked['person']; heir: string | null; onHeir: (id: string | null) => void }) {
  const t = useTranslations('acts');
  const { data } = useQuery({
    queryKey: ['groups', 'of', person?.id],
    queryFn: () => api.groups.ofUser({ params: { id: person?.id ?? '' } }),
    enabled: person !== undefined,
  });
  const alone = (data?.groups ?? []).filter((group) => group.onlyAdmin);
  return (
    <>
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
