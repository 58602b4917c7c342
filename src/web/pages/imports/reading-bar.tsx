import { Button, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ENCODING_NAMES, type ImportDetail } from '../../../contract/imports.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { importQuery } from './import-query.ts';
import styles from './imports.module.css';

const encodings: Record<(typeof ENCODING_NAMES)[number], string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1252': 'Windows-1252',
  'windows-1250': 'Windows-1250',
  'iso-8859-15': 'ISO 8859-15',
  macintosh: 'Macintosh',
};
const delimiters = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
type Delimiter = keyof typeof delimiters;

type Settled = Parameters<typeof api.imports.read>[0]['body'];

/** How the file is read, in a line; and a way to read it otherwise, seen at once in the samples below. */
export function ReadingBar({ one }: { one: ImportDetail }) {
  const t = useTranslations('imports.page');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const { encoding, delimiter, headerRow } = one.reading;
  const known = delimiter in delimiters ? (delimiter as Delimiter) : undefined;
  const read = useMutation({
    mutationFn: (change: Settled) =>
      api.imports.read({
        params: { id: one.id },
        body: { encoding, headerRow, ...(known === undefined ? {} : { delimiter: known }), ...change },
      }),
    onSuccess: (now) => client.setQueryData(importQuery(one.id).queryKey, now),
  });
  const words = t('readAs', {
    encoding: encodings[encoding],
    delimiter: known === undefined ? delimiter : t(`delimiters.${delimiters[known]}`),
    header: headerRow,
  });
  return (
    <div className={styles.reading}>
      <p className={styles.readAs}>
        {words}{' '}
        <Button variant="subtle" size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('readOther')}
        </Button>
      </p>
      {open ? (
        <div className={styles.selects}>
          <Select
            label={t('encoding')}
            data={ENCODING_NAMES.map((value) => ({ value, label: encodings[value] }))}
            value={encoding}
            allowDeselect={false}
            disabled={read.isPending}
            onChange={(value) => value !== null && read.mutate({ encoding: value as (typeof ENCODING_NAMES)[number] })}
          />
          <Select
            label={t('delimiter')}
            data={Object.entries(delimiters).map(([value, name]) => ({ value, label: t(`delimiters.${name}`) }))}
            value={known ?? null}
            allowDeselect={false}
            disabled={read.isPending}
            onChange={(value) => value !== null && read.mutate({ delimiter: value as Delimiter })}
          />
          <Select
            label={t('headerRow')}
            data={[
              { value: '0', label: t('noHeaderRow') },
              ...Array.from({ length: Math.max(12, headerRow) }, (_, i) => ({ value: String(i + 1), label: String(i + 1) })),
            ]}
            value={String(headerRow)}
            allowDeselect={false}
            disabled={read.isPending}
            onChange={(value) => value !== null && read.mutate({ headerRow: Number(value) })}
          />
        </div>
      ) : null}
      {read.error === null ? null : (
        <div role="alert" className={styles.gap}>
          <Banner tone="red">{say(read.error)}</Banner>
        </div>
      )}
    </div>
  );
}
