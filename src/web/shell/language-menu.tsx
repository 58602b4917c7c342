import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { LOCALE_NAMES, LOCALES } from '../../kernel/locale.ts';
import { useLanguage } from '../words.tsx';
import styles from './language-menu.module.css';
import { useChooseLanguage } from './use-choose-language.ts';

/** The language of everything I read, each named in its own language. */
export function LanguageMenu() {
  const t = useTranslations('shell');
  const { locale } = useLanguage();
  const choose = useChooseLanguage();
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={styles.target} aria-label={t('language', { name: LOCALE_NAMES[locale] })}>
          <span className={styles.code}>{locale.toUpperCase()}</span>
          <IconChevronDown size={14} stroke={1.8} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('languages')}>
        {LOCALES.map((option) => (
          <Menu.Item
            key={option}
            lang={option}
            onClick={() => choose(option)}
            aria-current={option === locale ? 'true' : undefined}
            rightSection={option === locale ? <IconCheck size={15} aria-hidden="true" /> : null}
          >
            {LOCALE_NAMES[option]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
