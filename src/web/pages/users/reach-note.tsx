import { useTranslations } from 'use-intl';
import { useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { useGroupNames } from '../groups/use-group-names.ts';

/** Whoever looks after some groups is told that the list ends there. */
export function ReachNote() {
  const { within } = useSession().user;
  return within === null ? null : <Within groupIds={within} />;
}

function Within({ groupIds }: { groupIds: string[] }) {
  const t = useTranslations('people');
  const names = useGroupNames(groupIds);
  return names === '' ? null : <Banner tone="plain">{t('withinReach', { names })}</Banner>;
}
