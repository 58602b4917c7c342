import { Button, VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';

interface SaveButtonProps {
  /** counts up with every success */
  saves: number;
  busy: boolean;
  disabled?: boolean;
  label?: string;
}

/** Keeps its width while busy, and says "Saved" in its own place. */
export function SaveButton({ saves, busy, disabled = false, label }: SaveButtonProps) {
  const t = useTranslations('ui');
  const [fresh, setFresh] = useState(false);
  useEffect(() => {
    if (saves === 0) return;
    setFresh(true);
    const timer = setTimeout(() => setFresh(false), 2500);
    return () => clearTimeout(timer);
  }, [saves]);
  return (
    <>
      <Button type="submit" loading={busy} disabled={disabled && !fresh} miw={120} style={{ justifySelf: 'start' }}>
        {fresh ? `✓ ${t('saved')}` : (label ?? t('save'))}
      </Button>
      <VisuallyHidden role="status">{fresh ? t('saved') : ''}</VisuallyHidden>
    </>
  );
}
