import { Button, Menu, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorPage } from '../../ui/error-page.tsx';
import { flash } from '../../ui/flash.tsx';
import { Facts, PanelActs, PanelSection, SidePanel } from '../../ui/side-panel.tsx';
import { toast, undoToast } from '../../ui/toasts.tsx';
import styles from './dev-page.module.css';

export function DevDialogs() {
  const [open, setOpen] = useState<'dialog' | 'panel' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <div className={styles.row}>
        <Button variant="default" onClick={() => setOpen('dialog')}>
          Dialog
        </Button>
        <Button variant="default" onClick={() => setOpen('panel')}>
          Side panel
        </Button>
        <Button variant="default" onClick={() => toast('The mail is on its way to anna@example.com.')}>
          Toast
        </Button>
        <Button variant="default" onClick={() => toast('The server does not answer.', 'red')}>
          Toast, red
        </Button>
        <Button variant="default" onClick={() => undoToast('Anna Jansen is deactivated.', () => toast('Taken back.'))}>
          Toast with undo
        </Button>
        <Button variant="default" onClick={() => flash('Anna Jansen has been created.')}>
          Confirmation on top
        </Button>
        <Menu>
          <Menu.Target>
            <Button variant="default">Menu</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item>One</Menu.Item>
            <Menu.Item color="red">Dangerous</Menu.Item>
            <Menu.Item disabled>Not now</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Tooltip label="A few words more">
          <Button variant="default">Tooltip</Button>
        </Tooltip>
      </div>
      {(['forbidden', 'notFound', 'offline', 'broken'] as const).map((kind) => (
        <ErrorPage
          key={kind}
          inside
          kind={kind}
          reference={kind === 'broken' ? '4c1f0a9b8c7d' : null}
          onRetry={kind === 'offline' || kind === 'broken' ? () => undefined : undefined}
        />
      ))}
      <ConfirmDialog
        opened={open === 'dialog'}
        onClose={close}
        title="Deactivate Anna Jansen?"
        act="OK"
        danger
        say={() => 'The server does not answer. Please try again in a moment.'}
        onConfirm={() => Promise.reject(new Error('refused'))}
      >
        Logged out at once, everywhere. Everything written stays.
      </ConfirmDialog>
      <SidePanel opened={open === 'panel'} onClose={close} title="Anna Jansen" sub="anna.jansen@example.com">
        <PanelSection title="Basic information">
          <Facts
            facts={[
              { label: 'Department', value: 'Thuiszorg Noord' },
              { label: 'Left out', value: null },
            ]}
          />
        </PanelSection>
        <PanelSection title="Actions">
          <PanelActs>
            <Button variant="default">Reset password</Button>
            <Button>Sending Welcome Email</Button>
          </PanelActs>
        </PanelSection>
      </SidePanel>
    </>
  );
}
