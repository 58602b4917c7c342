import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

interface UsersEmptyProps {
  error: unknown;
  narrowed: boolean;
  /** looks through blocked users too; missing where that is done already */
  onShowBlocked?: (() => void) | undefined;
  of?: 'users' | 'status';
}

/** The list without rows: no right, nothing that fits, or nobody yet. */
export function UsersEmpty({ error, narrowed, onShowBlocked, of = 'users' }: UsersEmptyProps) {
  const t = useTranslations('people.empty');
  const people = useTranslations('people');
  const { say } = useErrorWords();
  const may = useMay();
  const client = useQueryClient();
  const again = useTranslations('ui.error');
  if (isProblem(error, 'forbidden')) {
    return (
      <EmptyState kind="noRight" title={t('noRightTitle')}>
        {t('noRight')}
      </EmptyState>
    );
  }
  if (error !== null) {
    return (
      <EmptyState
        kind="nothingMatches"
        title={t('brokenTitle')}
        action={
          <Button variant="default" onClick={() => void client.invalidateQueries({ queryKey: ['users'] })}>
            {again('again')}
          </Button>
        }
      >
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
          <>
            {onShowBlocked === undefined ? null : (
              <Button variant="default" onClick={onShowBlocked}>
                {people('showBlocked')}
              </Button>
            )}
            <Button component={Link} to={of === 'users' ? '/admin/users' : '/admin/status'} variant="default">
              {t('clear')}
            </Button>
          </>
        }
      >
        {t('nobodyFits')} {onShowBlocked === undefined ? null : t('blockedHidden')}
      </EmptyState>
    );
  }
  if (of === 'status') {
    return (
      <EmptyState
        kind="nothingYet"
        title={t('nothingSentTitle')}
        action={
          may('welcome.send') ? (
            <Button component={Link} to={'/admin/welcome' as '/admin'}>
              {t('toWelcome')}
            </Button>
          ) : undefined
        }
      >
        {t('nothingSent')}
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
