import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFoundPeople } from './use-found-people.ts';

interface PersonSelectProps {
  label: string;
  description?: string;
  /** instead of saying that one can search */
  placeholder?: string;
  size?: 'xs' | 'sm';
  value: string | null;
  onChange: (id: string | null) => void;
  /** the name of a value that was not chosen here */
  named?: string | undefined;
  /** blocked people can be chosen too */
  blocked?: boolean;
  /** whoever cannot be chosen */
  without?: readonly string[];
}

/** One person, found by typing the beginning of a name, an address or a number. */
export function PersonSelect({
  label,
  description,
  placeholder,
  size = 'sm',
  value,
  onChange,
  named,
  blocked = false,
  without = [],
}: PersonSelectProps) {
  const t = useTranslations('people');
  const [typed, setTyped] = useState('');
  const [own, setOwn] = useState<{ value: string; label: string } | null>(null);
  const given = value === null || named === undefined ? null : { value, label: named };
  const chosen = own !== null && own.value === value ? own : given;
  const found = useFoundPeople(chosen !== null && typed === chosen.label ? '' : typed, { blocked })
    .filter((person) => !without.includes(person.id))
    .map((person) => ({ value: person.id, label: person.email === null ? person.name : `${person.name} · ${person.email}` }));
  const options = chosen === null || found.some((option) => option.value === chosen.value) ? found : [chosen, ...found];
  return (
    <Select
      label={label}
      description={description}
      placeholder={placeholder ?? t('search')}
      size={size}
      data={options}
      value={value}
      onChange={(id, option) => {
        setOwn(option === null ? null : { value: option.value, label: option.label });
        onChange(id);
      }}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      searchable
      clearable
      nothingFoundMessage={t('empty.nobodyFitsTitle')}
    />
  );
}
