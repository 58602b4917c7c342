import { Link, useSearch } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { type ImportDetail, ROW_ACTIONS } from '../../../contract/imports.ts';
import { Funnel, type FunnelStation, type LinkLike } from '../../ui/funnel.tsx';
import type { ImportSearch } from './import-search.ts';

/** The plan in five numbers; each shows exactly its rows below. */
export function PlanCards({ one }: { one: ImportDetail }) {
  const t = useTranslations('imports.page');
  const format = useFormatter();
  const search = useSearch({ from: '/shell/admin/imports/$id' });
  if (one.counts === null) return null;
  const counts = one.counts;
  const all = Math.max(
    1,
    ...ROW_ACTIONS.map((action) => counts[action]),
    ROW_ACTIONS.reduce((sum, action) => sum + counts[action], 0),
  );
  const stations = ROW_ACTIONS.map((action): FunnelStation => {
    const link = linkTo(one.id, search.show === action && search.code === undefined ? {} : { show: action });
    const remark =
      action === 'new' && counts.noted > 0
        ? [{ text: t('noted', { count: counts.noted }), link: linkTo(one.id, { show: 'noted' as const }) }]
        : [];
    return {
      id: action,
      label: t(`actions.${action}`),
      number: format.number(counts[action]),
      share: counts[action] / all,
      chosen: search.show === action,
      notes: remark,
      link,
    };
  });
  return <Funnel label={t('cards')} stations={stations} />;
}

function linkTo(id: string, search: ImportSearch): LinkLike {
  return function PlanLink({ className, children }) {
    return (
      <Link to="/admin/imports/$id" params={{ id }} search={search} className={className ?? ''} resetScroll={false}>
        {children}
      </Link>
    );
  };
}
