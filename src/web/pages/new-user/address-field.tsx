import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import styles from './new-user.module.css';

interface AddressFieldProps {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

/** The address with what it means while it is typed: whose it is already, and internal or external, with the reason. */
export function AddressField({ value, onChange, error }: AddressFieldProps) {
  const t = useTranslations('newUser');
  const { sayCode } = useErrorWords();
  const [left, setLeft] = useState(false);
  const [asked] = useDebouncedValue(value.trim(), 250);
  const { data } = useQuery({
    queryKey: ['look-at-address', asked],
    queryFn: ({ signal }) => api.arrivals.look({ body: { email: asked } }, { signal }),
    enabled: asked.includes('@'),
    placeholderData: keepPreviousData,
  });
  const known = asked.includes('@') && asked === value.trim() ? data : undefined;
  const problem = known?.problem != null && left ? sayCode(`email.${known.problem}`) : undefined;
  const taken = known?.taken ?? null;
  return (
    <div>
      <TextInput
        label={t('email')}
        description={t('emailHelp')}
        type="email"
        inputMode="email"
        autoComplete="off"
        value={value}
        onChange={(event) => {
          setLeft(false);
          onChange(event.currentTarget.value);
        }}
        onBlur={() => setLeft(true)}
        error={taken === null ? (error ?? problem) : true}
        maxLength={320}
        aria-describedby="address-says"
      />
      <p className={styles.says} id="address-says" role="status" data-tone={taken === null ? undefined : 'red'}>
        {taken !== null && taken.id === null
          ? t('takenElsewhere')
          : taken !== null
            ? t.rich('taken', {
                name: taken.name ?? '',
                link: (name) => (
                  <Link to="/admin/users/$id" params={{ id: taken.id ?? '' }}>
                    {name}
                  </Link>
                ),
              })
            : known !== undefined && known.problem === null
              ? t(`kind.${known.because}`)
              : null}
      </p>
    </div>
  );
}
