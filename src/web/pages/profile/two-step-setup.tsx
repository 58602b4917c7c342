import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useSession } from '../../session.tsx';
import { CopyField, copyText } from '../../ui/copy-field.tsx';
import { Form } from '../../ui/form.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import styles from './profile-page.module.css';

type Begun = { secret: string; uri: string };

/** Scan, type a code, done. */
export function TwoStepDialog(props: { begun: Begun | null; onClose: () => void; onDone: (codes: string[]) => void }) {
  const t = useTranslations('profile.twoStep');
  const ui = useTranslations('ui');
  return (
    <Modal
      opened={props.begun !== null}
      onClose={props.onClose}
      title={t('setTitle')}
      size={480}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {props.begun === null ? null : <Scan begun={props.begun} onClose={props.onClose} onDone={props.onDone} />}
    </Modal>
  );
}

function Scan({ begun, onClose, onDone }: { begun: Begun; onClose: () => void; onDone: (codes: string[]) => void }) {
  const t = useTranslations('profile.twoStep');
  const ui = useTranslations('ui');
  const { say } = useErrorWords();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => api.profile.confirmTwoStep({ body: { code } }),
    onSuccess: ({ codes }) => onDone(codes),
  });
  const submit = (): void => {
    confirm.mutate();
  };
  return (
    <Form onSubmit={submit} error={confirm.error} className={styles.steps}>
      <div className={styles.step}>
        <h3>{t('scan')}</h3>
        <p className={styles.note}>{t('scanWords')}</p>
        <QrCode text={begun.uri} label={t('qr')} className={styles.qr ?? ''} />
        <CopyField label={t('byHand')} value={begun.secret.replace(/(.{4})(?=.)/g, '$1 ')} />
      </div>
      <TextInput
        data-autofocus
        label={t('code')}
        description={t('codeHelp')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={confirm.error === null ? undefined : say(confirm.error)}
        maw={220}
      />
      <Group justify="flex-end" gap={10}>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
        <Button type="submit" loading={confirm.isPending} disabled={code.length !== 6}>
          {t('confirm')}
        </Button>
      </Group>
    </Form>
  );
}

/** The recovery codes, this once. */
export function CodesDialog({ codes, onClose }: { codes: string[] | null; onClose: () => void }) {
  const t = useTranslations('profile.twoStep');
  const ui = useTranslations('ui');
  const { tenant } = useSession();
  const [copied, setCopied] = useState(false);
  const text = (codes ?? []).join('\n');
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${tenant.name}\n${t('codesTitle')}\n\n${text}\n`)}`;
  const copy = async (): Promise<void> => {
    await copyText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2500);
  };
  return (
    <Modal
      opened={codes !== null}
      onClose={onClose}
      title={t('codesTitle')}
      size={480}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <div className={styles.steps}>
        <p>{t('codesWords')}</p>
        <ul className={styles.codes} aria-label={t('codesTitle')}>
          {codes?.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Group gap={10}>
          <Button variant="default" onClick={() => void copy()} data-autofocus>
            {ui(copied ? 'copied' : 'copy')}
          </Button>
          <Button variant="default" component="a" href={file} download="recovery-codes.txt">
            {t('download')}
          </Button>
          <Button onClick={onClose} ml="auto">
            {t('kept')}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
