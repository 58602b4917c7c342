import { Button, type ButtonProps, Group, Modal, type ModalProps } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';

interface DialogButtonProps extends Pick<ButtonProps, 'leftSection'> {
  /** on the button */
  label: string;
  title: string;
  buttonSize?: string;
  size?: ModalProps['size'];
  /** what there is to see, made only while the dialog is open; with what else can be done there */
  children: (foot: (act?: ReactNode) => ReactNode) => ReactNode;
}

/** A button that opens a dialog to look at something, and close it again. */
export function DialogButton({ label, title, buttonSize, size, children, ...button }: DialogButtonProps) {
  const t = useTranslations('ui');
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  const foot = (act?: ReactNode): ReactNode => (
    <Group justify="flex-end" mt={24}>
      <Button variant="default" onClick={close} data-autofocus>
        {t('close')}
      </Button>
      {act}
    </Group>
  );
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)} {...button} {...(buttonSize ? { size: buttonSize } : {})}>
        {label}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={title}
        closeButtonProps={{ 'aria-label': t('close') }}
        {...(size ? { size } : {})}
      >
        {opened ? children(foot) : null}
      </Modal>
    </>
  );
}
