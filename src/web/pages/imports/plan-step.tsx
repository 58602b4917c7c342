import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { ImportDetail } from '../../../contract/imports.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Findings } from './findings.tsx';
import { importQuery } from './import-query.ts';
import styles from './imports.module.css';
import { PlanCards } from './plan-cards.tsx';
import { Reasons } from './reasons.tsx';
import { RowsTable } from './rows-table.tsx';

/** The dry run: how many of what, why, which rows; and the one button that brings exactly this in. */
export function PlanStep({ one }: { one: ImportDetail }) {
  const t = useTranslations('imports.page');
  const { say } = useErrorWords();
  const may = useMay();
  const client = useQueryClient();
  const navigate = useNavigate({ from: '/admin/imports/$id' });
  const created = one.counts?.new ?? 0;
  const changed = one.counts?.changed ?? 0;
  const apply = useMutation({
    mutationFn: () => api.imports.apply({ params: { id: one.id }, body: { plan: one.plan } }),
    onSuccess: (now) => {
      client.setQueryData(importQuery(one.id).queryKey, now);
      void navigate({ search: {} });
    },
  });
  const act =
    changed === 0
      ? t('apply', { count: created })
      : created === 0
        ? t('applyChanges', { count: changed })
        : t('applyBoth', { created, changed });
  return (
    <>
      <Findings one={{ ...one, findings: one.findings.filter(({ code }) => code === 'noEmailColumn' || code === 'damaged') }} />
      <PlanCards one={one} />
      <div className={styles.apply}>
        <p className={styles.applyWords}>{created + changed === 0 ? t('nothingToDo') : t('applyWords')}</p>
        <Button variant="default" onClick={() => void navigate({ search: { columns: true } })}>
          {t('backToColumns')}
        </Button>
        {may('imports.run') && created + changed > 0 ? (
          <Button loading={apply.isPending} onClick={() => apply.mutate()}>
            {act}
          </Button>
        ) : null}
      </div>
      {apply.error === null ? null : (
        <div role="alert">
          <Banner tone="red">{say(apply.error)}</Banner>
        </div>
      )}
      <Reasons one={one} />
      <RowsTable one={one} />
    </>
  );
}
