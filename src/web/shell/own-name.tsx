import { SegmentedControl } from '@mantine/core';
import { IconDoor, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { LOCALES } from '../../kernel/locale.ts';
import { api, queryClient } from '../api.ts';
import { mayAdmin, useSession } from '../session.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { SchemeSwitch } from '../ui/scheme-switch.tsx';
import { forgetLanguage, useLanguage } from '../words.tsx';
import styles from './own-name.module.css';
import { useChooseLanguage } from './use-choose-language.ts';

/** My own name, written out. Hovering, tapping or tabbing to it opens the menu: Admin (with admin rights), Profile, Log out. */
export function OwnName() {
  const t = useTranslations('shell');
  const me = useSession();
  const { pathname } = useLocation();
  const { locale } = useLanguage();
  const choose = useChooseLanguage();
  const menu = useId();
  const wrap = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [opened, setOpened] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes whenever the page changes
  useEffect(() => setOpened(false), [pathname]);

  const close = (): void => {
    clearTimeout(leaving.current);
    setOpened(false);
  };
  const leave = (): void => {
    leaving.current = setTimeout(() => setOpened(false), 180);
  };
  const open = (): void => {
    clearTimeout(leaving.current);
    setOpened(true);
  };
  const logOut = async (): Promise<void> => {
    await api.session.logOut();
    queryClient.clear();
    forgetLanguage();
    location.assign('/login?note=out');
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering is a shortcut; the button inside does the same
    <div
      className={styles.wrap}
      ref={wrap}
      onPointerEnter={(event) => event.pointerType === 'mouse' && open()}
      onPointerLeave={(event) => event.pointerType === 'mouse' && leave()}
      onBlur={(event) => !wrap.current?.contains(event.relatedTarget) && close()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !opened) return;
        close();
        button.current?.focus();
        event.stopPropagation();
      }}
    >
      <button
        type="button"
        className={styles.name}
        ref={button}
        aria-expanded={opened}
        aria-controls={menu}
        onClick={(event) => {
          // a mouse has opened it by hovering already; a finger or a key opens and closes
          const mouse = (event.nativeEvent as PointerEvent).pointerType === 'mouse';
          if (mouse || !opened) open();
          else close();
        }}
        onKeyUp={(event) => event.key === 'Tab' && open()}
      >
        <span className={styles.face}>
          <Avatar name={me.user.name} photo={me.user.photo} size={30} />
        </span>
        <span className={styles.words}>{me.user.name}</span>
      </button>
      <div className={styles.bridge} id={menu} hidden={!opened}>
        <div className={styles.menu}>
          <p className={styles.who}>
            <strong>{me.user.name}</strong>
            {me.user.email ?? me.user.userName}
          </p>
          <ul className={styles.list}>
            {mayAdmin(me) ? (
              <li>
                <Link to="/admin" className={styles.entry ?? ''}>
                  <IconDoor size={18} stroke={1.6} aria-hidden="true" />
                  {t('admin')}
                </Link>
              </li>
            ) : null}
            <li>
              <Link to="/profile" className={styles.entry ?? ''}>
                <IconUserCircle size={18} stroke={1.6} aria-hidden="true" />
                {t('profile')}
              </Link>
            </li>
            <li>
              <button type="button" className={styles.entry} onClick={() => void logOut()}>
                <IconLogout size={18} stroke={1.6} aria-hidden="true" />
                {t('logOut')}
              </button>
            </li>
          </ul>
          <div className={`${styles.scheme} ${styles.phone}`}>
            <span className={styles.schemeLabel}>{t('languages')}</span>
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label={t('languages')}
              value={locale}
              onChange={(next) => choose(next as typeof locale)}
              data={LOCALES.map((value) => ({ value, label: value.toUpperCase() }))}
            />
          </div>
          <div className={styles.scheme}>
            <span className={styles.schemeLabel}>{t('appearance')}</span>
            <SchemeSwitch />
          </div>
        </div>
      </div>
    </div>
  );
}
