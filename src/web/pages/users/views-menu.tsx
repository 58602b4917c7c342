import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconLayoutList } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { View } from '../../../contract/views.ts';
import { api } from '../../api.ts';
import filterStyles from '../../ui/filter-chips.module.css';
import { toast } from '../../ui/toasts.tsx';
import { useViewActs } from './use-view-acts.ts';
import styles from './users-page.module.css';
import { isAsKept, searchOf, type UsersSearch } from './users-search.ts';
import { ViewDialog } from './view-dialog.tsx';

const viewsQuery = { queryKey: ['views'], queryFn: async () => (await api.views.list()).views, staleTime: 30_000 };

/** Ways of looking at the overview: one's own, and those that others share. */
export function ViewsMenu({ search }: { search: UsersSearch }) {
  const t = useTranslations('views');
  const navigate = useNavigate({ from: '/admin/users' });
  const { data: views } = useQuery(viewsQuery);
  const acts = useViewActs();
  const opener = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState<'new' | View | null>(null);
  const current = views?.find((view) => view.id === search.view);
  const changed = current !== undefined && !isAsKept(search, current);
  const go = (next: UsersSearch, replace = false): void => void navigate({ search: next, replace, resetScroll: false });
  useViewFromAddress(views, search, go);

  const item = (view: View) => (
    <Menu.Item
      key={view.id}
      onClick={() => go(searchOf(view))}
      rightSection={view.id === current?.id ? <IconCheck size={15} stroke={2} aria-hidden="true" /> : undefined}
      aria-current={view.id === current?.id ? 'true' : undefined}
    >
      {view.name}
      {view.mine ? null : <small className={styles.viewOwner}>{view.owner ?? t('ownerGone')}</small>}
    </Menu.Item>
  );
  const own = views?.filter((view) => !view.shared) ?? [];
  const shared = views?.filter((view) => view.shared) ?? [];
  return (
    <>
      <Menu position="bottom-start" width={280} onClose={() => opener.current?.focus()}>
        <Menu.Target>
          <button
            ref={opener}
            type="button"
            className={`${filterStyles.chip} ${filterStyles.open} ${styles.views}`}
            aria-label={current === undefined ? t('menu') : t('menuWith', { name: current.name })}
          >
            <IconLayoutList size={16} stroke={1.7} aria-hidden="true" />
            <span className={styles.viewName}>{current === undefined ? t('menu') : current.name}</span>
            {changed ? <span className={styles.dim}>{t('changed')}</span> : null}
            <IconChevronDown size={14} stroke={2} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown className={styles.viewList ?? ''}>
          <Menu.Item onClick={() => go({})}>{t('everybody')}</Menu.Item>
          {own.length > 0 ? <Menu.Label>{t('own')}</Menu.Label> : null}
          {own.map(item)}
          {shared.length > 0 ? <Menu.Label>{t('shared')}</Menu.Label> : null}
          {shared.map(item)}
          <Menu.Divider />
          {changed && current?.may.change ? (
            <Menu.Item onClick={() => void acts.keep(current, search)}>{t('keepChanges')}</Menu.Item>
          ) : null}
          <Menu.Item onClick={() => setAsked('new')}>{t('keepAs')}</Menu.Item>
          {current?.may.change ? <Menu.Item onClick={() => setAsked(current)}>{t('rename')}</Menu.Item> : null}
          {current?.may.remove ? (
            <Menu.Item
              c="var(--red)"
              onClick={() => {
                go({ ...search, view: undefined } as UsersSearch, true);
                void acts.remove(current);
              }}
            >
              {t('remove')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {changed && current.may.change ? (
        <Button variant="subtle" size="compact-sm" onClick={() => void acts.keep(current, search)}>
          {t('keepChanges')}
        </Button>
      ) : null}
      <ViewDialog
        asked={asked}
        search={search}
        onClose={() => setAsked(null)}
        onKept={(view) => go({ ...search, view: view.id } as UsersSearch, true)}
      />
    </>
  );
}

/** `?view=…` alone, as somebody sends it, opens the view; from then on the address says what is shown. */
function useViewFromAddress(
  views: readonly View[] | undefined,
  search: UsersSearch,
  go: (next: UsersSearch, replace: boolean) => void,
): void {
  const t = useTranslations('errors.views');
  const opened = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (views === undefined || search.view === undefined || opened.current === search.view) return;
    opened.current = search.view;
    const view = views.find(({ id }) => id === search.view);
    const { view: _, user: __, ...rest } = search;
    if (view === undefined) {
      toast(t('notFound'), 'red');
      go(rest as UsersSearch, true);
    } else if (Object.keys(rest).length === 0 && Object.keys(searchOf(view)).length > 1)
      go({ ...search, ...searchOf(view) }, true);
  }, [views, search, go, t]);
}
