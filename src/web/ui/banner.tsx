import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import styles from './banner.module.css';

interface BannerProps {
  tone?: 'good' | 'amber' | 'red' | 'plain';
  onClose?: () => void;
  /** a link or small button at the end */
  action?: ReactNode;
  children: ReactNode;
}

/** A sentence across the page, in the tone of what it says. */
export function Banner({ tone = 'plain', onClose, action, children }: BannerProps) {
  const t = useTranslations('ui');
  const Icon = tone === 'good' ? IconCircleCheck : tone === 'plain' ? IconInfoCircle : IconAlertTriangle;
  return (
    <div className={styles.banner} data-tone={tone}>
      <Icon size={18} stroke={1.8} className={styles.icon} aria-hidden="true" />
      <div className={styles.words}>{children}</div>
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
      {onClose === undefined ? null : <CloseButton size="sm" onClick={onClose} aria-label={t('close')} />}
    </div>
  );
}
