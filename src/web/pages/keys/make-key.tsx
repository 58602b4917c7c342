import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Permission } from '../../../contract/permissions.ts';
import { api } from '../../api.ts';
import { useErrorWords, useFieldErrors } from '../../error-words.ts';
import { useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Form } from '../../ui/form.tsx';
import styles from './keys-page.module.css';

const lives = ['30', '90', '365', 'never'] as const;

/** Makes a key: a name, what it may, how long. Its secret is shown once. */
export function MakeKey({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations('keys');
  const ui = useTranslations('ui');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('make')}
      size={560}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <KeyForm onClose={onClose} />
    </Modal>
  );
}

function KeyForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations('keys');
  const ui = useTranslations('ui');
  const { permissions } = useSession();
  const { say } = useErrorWords();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Permission[]>([]);
  const [life, setLife] = useState<string>('365');
  const make = useMutation({
    mutationFn: () =>
      api.keys.make({ body: { name: name.trim(), scopes, expiresInDays: life === 'never' ? null : Number(life) } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
  const fields = useFieldErrors(make.error);
  if (make.data !== undefined) {
    return (
      <Stack gap={16}>
        <p>{t('madeWords', { name: make.data.key.name })}</p>
        <CopyField label={t('secret')} value={make.data.secret} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('kept')}</Button>
        </Group>
      </Stack>
    );
  }
  const submit = (): void => {
    make.mutate();
  };
  return (
    <Form onSubmit={submit} error={make.error}>
      <Stack gap={18}>
        <TextInput
          label={t('name')}
          description={t('nameHelp')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fields.name}
          maxLength={100}
          data-autofocus
        />
        <Checkbox.Group
          label={t('may')}
          description={t('mayHelp')}
          value={scopes}
          onChange={(next) => setScopes(next as Permission[])}
          error={fields.scopes}
        >
          <div className={styles.scopes}>
            {permissions.map((permission) => (
              <Checkbox key={permission} value={permission} label={t(`scopes.${permission}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <Select
          label={t('life')}
          data={lives.map((value) => ({ value, label: value === 'never' ? t('never') : t('days', { count: Number(value) }) }))}
          value={life}
          onChange={(value) => value !== null && setLife(value)}
          allowDeselect={false}
          maw={240}
        />
        {make.error === null || Object.keys(fields).length > 0 ? null : <Banner tone="red">{say(make.error)}</Banner>}
        <Group justify="flex-end" gap={10}>
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" loading={make.isPending} disabled={name.trim() === '' || scopes.length === 0}>
            {t('make')}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
