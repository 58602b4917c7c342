import { Button, Group, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Banner } from './banner.tsx';

interface ConfirmDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** what will happen, to how many, and what stays */
  children: ReactNode;
  /** what the button says; a verb */
  act: string;
  danger?: boolean;
  /** may take its time; when it fails, the dialog stays and says why */
  onConfirm: () => Promise<unknown>;
  /** an error in words */
  say: (error: unknown) => string;
  disabled?: boolean;
}

/** Says what will happen before it happens. */
export function ConfirmDialog({
  opened,
  onClose,
  title,
  children,
  act,
  danger = false,
  onConfirm,
  say,
  disabled = false,
}: ConfirmDialogProps) {
  const t = useTranslations('ui');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const close = (): void => {
    setFailed(null);
    onClose();
  };
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setFailed(null);
    try {
      await onConfirm();
      close();
    } catch (error) {
      setFailed(say(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      {children}
      {failed === null ? null : (
        <div role="alert" style={{ marginTop: 16 }}>
          <Banner tone="red">{failed}</Banner>
        </div>
      )}
      <Group justify="flex-end" mt={24} gap={10}>
        <Button variant="default" onClick={close}>
          {t('cancel')}
        </Button>
        <Button color={danger ? 'red' : 'brand'} loading={busy} disabled={disabled} onClick={() => void confirm()} data-autofocus>
          {act}
        </Button>
      </Group>
    </Modal>
  );
}
