import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** The list without rows: no right, nothing that fits, or nobody yet. */
export function UsersEmpty({ error, narrowed }: { error: unknown; narrowed: boolean }) {
  const t = useTranslations('people.empty');
  const { say } = useErrorWords();
  const may = useMay();
  if (isProblem(error, 'forbidden')) {
    return (
      <EmptyState kind="noRight" title={t('noRightTitle')}>
        {t('noRight')}
      </EmptyState>
    );
  }
  if (error !== null) {
    return (
      <EmptyState kind="nothingMatches" title={t('brokenTitle')}>
        {say(error)}
      </EmptyState>
    );
  }
  if (narrowed) {
    return (
      <EmptyState
        kind="nothingMatches"
        title={t('nobodyFitsTitle')}
        action={
          <Button component={Link} to="/admin/users" variant="default">
            {t('clear')}
          </Button>
        }
      >
        {t('nobodyFits')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="nothingYet"
      title={t('nobodyYetTitle')}
      action={
        may('imports.run') ? (
          <Button component={Link} to="/admin/imports">
            {t('import')}
          </Button>
        ) : undefined
      }
    >
      {t('nobodyYet')}
    </EmptyState>
  );
}
