import { MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { Group } from '../../../contract/groups.ts';
import type { Role } from '../../../contract/permissions.ts';
import { groupsOfQuery, groupsQuery } from '../groups/group-queries.ts';
import { rolesQuery } from '../roles/role-queries.ts';
import type { Choice } from './act-kinds.ts';

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

interface GroupChoiceProps extends ChoicesProps {
  /** only groups this person is in, or is not in */
  person?: { id: string; isIn: boolean } | undefined;
}

export function GroupChoice({ choice, set, person }: GroupChoiceProps) {
  const t = useTranslations('acts');
  const form = useTranslations('newUser');
  const { data } = useQuery(groupsQuery);
  const own = useQuery({ ...groupsOfQuery(person?.id ?? ''), enabled: person !== undefined });
  const isIn = new Set(own.data?.groups.map(({ id }) => id));
  const fits = ({ id, may }: Group): boolean => may.addMembers && (person === undefined || isIn.has(id) === person.isIn);
  return (
    <Select
      label={t('group')}
      placeholder={form('chooseGroup')}
      data={(data ?? []).filter(fits).map(({ id, name }) => ({ value: id, label: name }))}
      value={choice.groupId}
      onChange={(groupId) => set({ groupId })}
      searchable
      nothingFoundMessage={data?.length === 0 ? form('noGroups') : form('noGroupFound')}
      data-autofocus
    />
  );
}
