import { ActionIcon, Drawer } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { mayAdmin, useSession } from '../session.tsx';
import { ErrorPage } from '../ui/error-page.tsx';
import { maySee } from './admin-entries.ts';
import { LanguageMenu } from './language-menu.tsx';
import { OwnName } from './own-name.tsx';
import { Search } from './search.tsx';
import styles from './shell.module.css';
import { Sidebar } from './sidebar.tsx';
import { Switcher } from './switcher.tsx';

/** Everything around a page: where I am, finding, my language, my name; in the admin panel the components on the left. */
export function Shell() {
  const t = useTranslations('shell');
  const me = useSession();
  const { tenant, permissions } = me;
  const location = useLocation();
  const asked = /^\/(admin|mailbox)(\/|$)/.test(location.pathname);
  const admin = asked && mayAdmin(me);
  const [drawer, setDrawer] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever the page changes
  useEffect(() => setDrawer(false), [location.pathname]);
  return (
    <>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <header className={styles.header}>
        {admin ? (
          <ActionIcon className={styles.burger} onClick={() => setDrawer(true)} aria-label={t('menu')}>
            <IconMenu2 size={20} stroke={1.7} />
          </ActionIcon>
        ) : null}
        <Switcher area={admin ? 'admin' : 'member'} />
        <div className={styles.spring} />
        <Search />
        <LanguageMenu />
        <OwnName />
      </header>
      {admin && tenant.sealed ? (
        <aside className={styles.sealed} aria-label={t('sealedLabel')}>
          {t('sealed')} {permissions.includes('sending.open') ? <Link to="/admin/settings">{t('sealedOpen')}</Link> : null}
        </aside>
      ) : null}
      <div className={styles.body}>
        {admin ? (
          <>
            <nav className={styles.sidebar} aria-label={t('adminPanel')}>
              <Sidebar />
            </nav>
            <Drawer
              opened={drawer}
              onClose={() => setDrawer(false)}
              size={272}
              title={tenant.name}
              padding="md"
              closeButtonProps={{ 'aria-label': t('close') }}
            >
              <nav aria-label={t('adminPanel')}>
                <Sidebar />
              </nav>
            </Drawer>
          </>
        ) : null}
        <main className={styles.main} id="main" tabIndex={-1} style={{ outline: 'none' }}>
          {asked && !maySee(me, location.pathname) ? <ErrorPage kind="forbidden" inside /> : <Outlet />}
        </main>
      </div>
    </>
  );
}
