import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ImportDetail } from '../../../contract/imports.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { flash } from '../../ui/flash.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { DoneStep } from './done-step.tsx';
import { importQuery } from './import-query.ts';
import styles from './imports.module.css';
import { PlanStep } from './plan-step.tsx';

/** One import, from its columns to who came in. Where it stands is kept by the server: the page may be closed any time. */
export function ImportPage() {
  const t = useTranslations('imports.page');
  const { say } = useErrorWords();
  const { id } = useParams({ from: '/shell/admin/imports/$id' });
  const one = useQuery(importQuery(id));
  const crumb = <Link to="/admin/imports">{t('all')}</Link>;
  if (one.error !== null && one.data === undefined) {
    return (
      <PageFrame title={t('title')} crumb={crumb}>
        <EmptyState kind="nothingMatches" title={t('emptyTitle')}>
          {say(one.error)}
        </EmptyState>
      </PageFrame>
    );
  }
  if (one.data === undefined)
    return (
      <PageFrame title={t('title')} crumb={crumb}>
        {null}
      </PageFrame>
    );
  return <Wizard one={one.data} crumb={crumb} />;
}

function Wizard({ one, crumb }: { one: ImportDetail; crumb: React.ReactNode }) {
  const t = useTranslations('imports.page');
  const person = useTranslations('person');
  const may = useMay();
  const search = useSearch({ from: '/shell/admin/imports/$id' });
  const navigate = useNavigate({ from: '/admin/imports/$id' });
  const [forgetting, setForgetting] = useState(false);
  const client = useQueryClient();
  const { say } = useErrorWords();
  const again = search.columns === true && one.state === 'planned';
  const step =
    one.state === 'received' || one.state === 'failed' || again
      ? 'columns'
      : one.state === 'planning' || one.state === 'planned'
        ? 'plan'
        : 'done';
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) window.scrollTo({ top: 0 });
    before.current = step;
  }, [step]);
  const open =
    one.state === 'received' ||
    one.state === 'planned' ||
    one.state === 'failed' ||
    (one.state === 'cancelled' && one.result.created + one.result.changed === 0);
  const forget = async (): Promise<void> => {
    await api.imports.remove({ params: { id: one.id } });
    client.removeQueries({ queryKey: importQuery(one.id).queryKey });
    await client.invalidateQueries({ queryKey: ['imports', 'list'] });
    flash(t('forgotten', { name: one.fileName }));
    await navigate({ to: '/admin/imports' });
  };
  return (
    <PageFrame
      title={one.fileName}
      crumb={crumb}
      count={t.rich('by', { when: () => <Moment at={one.createdAt} />, name: one.createdBy || person('formerUser') })}
      actions={
        open && may('imports.run') ? (
          <Button variant="default" onClick={() => setForgetting(true)}>
            {t('forget')}
          </Button>
        ) : undefined
      }
    >
      <Stepper
        label={t('steps.label')}
        now={step}
        steps={(['columns', 'plan', 'done'] as const).map((id) => ({ id, label: t(`steps.${id}`) }))}
        onBack={one.state === 'planned' ? () => void navigate({ search: { columns: true } }) : undefined}
      />
      {step === 'columns' ? <ColumnsStep key={`${one.id}-${one.plan}`} one={one} /> : null}
      {one.state === 'planning' ? <Working one={one} /> : null}
      {step === 'plan' && one.state === 'planned' ? <PlanStep one={one} /> : null}
      {one.state === 'applying' ? <Working one={one} /> : null}
      {one.state === 'applied' || one.state === 'cancelled' ? <DoneStep one={one} /> : null}
      <ConfirmDialog
        opened={forgetting}
        onClose={() => setForgetting(false)}
        title={t('forgetTitle')}
        act={t('forget')}
        danger
        onConfirm={forget}
        say={say}
      >
        {t('forgetWords')}
      </ConfirmDialog>
    </PageFrame>
  );
}

/** Planning or applying, with how far it is and a way to stop. */
function Working({ one }: { one: ImportDetail }) {
  const t = useTranslations('imports.page');
  const { say } = useErrorWords();
  const may = useMay();
  const client = useQueryClient();
  const [stopping, setStopping] = useState(false);
  const planning = one.state === 'planning';
  const done = one.result.created + one.result.changed + one.result.notApplied;
  const cancel = useMutation({
    mutationFn: () => api.imports.cancel({ params: { id: one.id }, body: {} }),
    onSuccess: (now) => client.setQueryData(importQuery(one.id).queryKey, now),
  });
  const stop = (
    <Button variant="subtle" size="compact-sm" onClick={() => (planning ? cancel.mutate() : setStopping(true))}>
      {t('stop')}
    </Button>
  );
  return (
    <div className={styles.sending}>
      <ProgressBar
        label={planning ? t('planning') : t('applying')}
        share={one.progress}
        note={
          planning
            ? t('planningNote', { rows: one.rowsRead })
            : t('applyingNote', { done, all: (one.counts?.new ?? 0) + (one.counts?.changed ?? 0) })
        }
        action={may('imports.run') ? stop : undefined}
      />
      {cancel.error === null ? null : <Banner tone="red">{say(cancel.error)}</Banner>}
      <ConfirmDialog
        opened={stopping}
        onClose={() => setStopping(false)}
        title={t('stopTitle')}
        act={t('stop')}
        danger
        onConfirm={() => cancel.mutateAsync()}
        say={say}
      >
        {t('stopWords', { done: one.result.created + one.result.changed })}
      </ConfirmDialog>
    </div>
  );
}
