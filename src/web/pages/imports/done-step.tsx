import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { ImportDetail } from '../../../contract/imports.ts';
import { useMay } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import styles from './imports.module.css';
import { PlanCards } from './plan-cards.tsx';
import { Reasons } from './reasons.tsx';
import { RowsTable } from './rows-table.tsx';

/** What became of it, and the next step: let the new people in. */
export function DoneStep({ one }: { one: ImportDetail }) {
  const t = useTranslations('imports.page');
  const may = useMay();
  const { created, changed, notApplied } = one.result;
  const stopped = one.state === 'cancelled';
  const client = useQueryClient();
  // Whoever looks at the people next sees them as they are now.
  useEffect(() => void client.invalidateQueries({ queryKey: ['users'] }), [client]);
  return (
    <>
      {stopped ? <Banner tone="amber">{t('cancelledWords', { done: created + changed })}</Banner> : null}
      {notApplied === 0 ? null : (
        <Banner
          tone="amber"
          action={
            <Link to="/admin/imports/$id" params={{ id: one.id }} search={{ show: 'not_applied' }} resetScroll={false}>
              {t('notAppliedCard', { count: notApplied })}
            </Link>
          }
        >
          {t('doneNot', { count: notApplied })}
        </Banner>
      )}
      {stopped && created === 0 ? null : (
        <section className={styles.done}>
          <div>
            <h2 className={styles.doneTitle}>{t('doneTitle', { count: created })}</h2>
            {changed === 0 ? null : <p>{t('doneChanged', { count: changed })}</p>}
            {created === 0 ? null : <p className={styles.dim}>{t('doneNoMail')}</p>}
          </div>
          <div className={styles.doneActs}>
            {created === 0 ? null : (
              <Button component={Link} to="/admin/users" search={{ importId: one.id } as never} variant="default">
                {t('showPeople')}
              </Button>
            )}
            {created > 0 && may('welcome.send') ? (
              <Button component={Link} to="/admin/welcome" state={{ chosen: { filter: { importId: one.id } } } as never}>
                {t('sendWelcomeTo', { count: created })}
              </Button>
            ) : (
              <Button component={Link} to="/admin/imports">
                {t('another')}
              </Button>
            )}
          </div>
        </section>
      )}
      <PlanCards one={one} />
      <Reasons one={one} />
      {one.erasedAt !== null ? <Erased at={one.erasedAt} /> : one.counts === null ? null : <RowsTable one={one} />}
    </>
  );
}

/** What the file said about people is not kept for ever. */
function Erased({ at }: { at: string }) {
  const t = useTranslations('imports.page');
  const format = useFormatter();
  return <Banner>{t('erased', { when: format.dateTime(new Date(at), { dateStyle: 'long' }) })}</Banner>;
}
