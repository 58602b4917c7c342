import { Button, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type ColumnMeaning, NEVER_READ, UNUSED_MEANINGS, USED_MEANINGS } from '../../../contract/import-columns.ts';
import type { ImportDetail } from '../../../contract/imports.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table-types.ts';
import { type BadgeTone, StatusBadge } from '../../ui/status-badge.tsx';
import { Findings } from './findings.tsx';
import { importQuery } from './import-query.ts';
import styles from './imports.module.css';
import { ReadingBar } from './reading-bar.tsx';

type FileColumn = ImportDetail['reading']['columns'][number];
const used: ReadonlySet<string> = new Set(USED_MEANINGS);
const tones: Record<FileColumn['confidence'], BadgeTone> = {
  sure: 'good',
  likely: 'plain',
  guess: 'amber',
  unknown: 'plain',
  chosen: 'brand',
};

/** What each column is; proposed, and to be corrected where the proposal is wrong. */
export function ColumnsStep({ one }: { one: ImportDetail }) {
  const t = useTranslations('imports.page');
  const { say, sayCode } = useErrorWords();
  const may = useMay();
  const client = useQueryClient();
  const navigate = useNavigate({ from: '/admin/imports/$id' });
  const [chosen, setChosen] = useState<Readonly<Record<number, ColumnMeaning>>>({});
  const [dateOrder, setDateOrder] = useState<'dmy' | 'mdy' | undefined>();
  const columns = useMemo(
    () =>
      one.reading.columns.map((column): FileColumn => {
        const meaning = chosen[column.index];
        return meaning === undefined ? column : { ...column, meaning, confidence: 'chosen' };
      }),
    [one.reading.columns, chosen],
  );
  const plan = useMutation({
    mutationFn: () => {
      const wished = Object.entries(chosen).map(([index, meaning]) => ({ index: Number(index), meaning }));
      return api.imports.plan({
        params: { id: one.id },
        body: { columns: wished, ...(dateOrder === undefined ? {} : { dateOrder }) },
      });
    },
    onSuccess: (now) => {
      client.setQueryData(importQuery(one.id).queryKey, now);
      void navigate({ search: {} });
    },
  });
  const table = useColumnTable((index, meaning) => setChosen({ ...chosen, [index]: meaning }));
  const uncertain = one.findings.find(({ code }) => code === 'dateOrder');
  return (
    <>
      {one.problem === null ? null : <Banner tone="red">{sayCode(`imports.${one.problem.code}`, one.problem.detail)}</Banner>}
      <Findings one={one} />
      <ReadingBar one={one} />
      <DataTable
        label={t('columnsTitle')}
        columns={table}
        data={{ rows: columns }}
        rowId={(column) => String(column.index)}
        rowName={(column) => column.header}
        density="close"
        empty={null}
      />
      {uncertain === undefined ? null : (
        <Select
          className={styles.order}
          label={t('dateOrder')}
          data={(['dmy', 'mdy'] as const).map((value) => ({ value, label: t(`dateOrders.${value}`) }))}
          value={dateOrder ?? (uncertain.detail?.order === 'mdy' ? 'mdy' : 'dmy')}
          onChange={(value) => setDateOrder(value === 'mdy' ? 'mdy' : 'dmy')}
          allowDeselect={false}
        />
      )}
      {plan.error === null ? null : (
        <div role="alert" className={styles.gap}>
          <Banner tone="red">{say(plan.error)}</Banner>
        </div>
      )}
      <div className={styles.foot}>
        <span className={styles.dim}>
          {t('usedCount', { used: columns.filter(({ meaning }) => used.has(meaning)).length, all: columns.length })}
        </span>
        {may('imports.run') ? (
          <Button loading={plan.isPending} onClick={() => plan.mutate()}>
            {t('makePlan')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function useColumnTable(choose: (index: number, meaning: ColumnMeaning) => void): Column<FileColumn>[] {
  const t = useTranslations('imports.page');
  const meanings = useTranslations('imports.meanings');
  const data = useMemo(() => {
    const items = (list: readonly ColumnMeaning[]) =>
      list.map((value) => ({ value, label: meanings(value) })).sort((a, b) => a.label.localeCompare(b.label));
    return [
      { value: 'ignore', label: meanings('ignore') },
      { group: t('used'), items: items(USED_MEANINGS) },
      { group: t('unused'), items: items(UNUSED_MEANINGS.filter((meaning) => meaning !== 'ignore')) },
    ];
  }, [t, meanings]);
  const title = (column: FileColumn): string => column.header || t('columnNumber', { number: column.index + 1 });
  return [
    {
      id: 'header',
      header: t('inFile'),
      card: 'title',
      grow: true,
      cell: (column) => <span className={used.has(column.meaning) ? styles.header : styles.headerUnused}>{title(column)}</span>,
    },
    {
      id: 'samples',
      header: t('samples'),
      card: 'line',
      cell: (column) => <Samples column={column} />,
    },
    {
      id: 'becomes',
      header: t('becomes'),
      card: 'plain',
      width: 260,
      cell: (column) => (
        <Select
          aria-label={t('becomesNamed', { column: title(column) })}
          data={data}
          value={column.meaning}
          onChange={(value) => value !== null && choose(column.index, value as ColumnMeaning)}
          allowDeselect={false}
          searchable
          nothingFoundMessage={t('nothingFound')}
          maxDropdownHeight={320}
          className={styles.select}
        />
      ),
    },
    {
      id: 'sure',
      header: t('sure'),
      card: 'line',
      from: 'm',
      cell: ({ meaning, confidence }) =>
        used.has(meaning) || meaning === 'ignore' ? (
          <StatusBadge tone={tones[confidence]}>{t(`confidence.${confidence}`)}</StatusBadge>
        ) : (
          <StatusBadge>{t('unused')}</StatusBadge>
        ),
    },
  ];
}

function Samples({ column }: { column: FileColumn }) {
  const t = useTranslations('imports.page');
  if (NEVER_READ.has(column.meaning)) return <span className={styles.dim}>{t('neverShown')}</span>;
  if (column.samples.length === 0) return <span className={styles.dim}>{t('emptyColumn')}</span>;
  return <span className={styles.samples}>{column.samples.slice(0, 3).join(' · ')}</span>;
}
