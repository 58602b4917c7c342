import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { View } from '../../../contract/views.ts';
import { newId } from '../../../kernel/ids.ts';
import { api } from '../../api.ts';
import { useErrorWords, useFieldErrors } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Form } from '../../ui/form.tsx';
import { contentOf, type UsersSearch } from './users-search.ts';

interface ViewDialogProps {
  /** a new view of what is shown, or one to rename and to share or not */
  asked: 'new' | View | null;
  search: UsersSearch;
  onClose: () => void;
  onKept: (view: View) => void;
}

/** Gives a view its name, and says who sees it. */
export function ViewDialog({ asked, search, onClose, onKept }: ViewDialogProps) {
  const t = useTranslations('views');
  const ui = useTranslations('ui');
  return (
    <Modal
      opened={asked !== null}
      onClose={onClose}
      title={asked === 'new' || asked === null ? t('newTitle') : t('renameTitle')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {asked === null ? null : <Fields asked={asked} search={search} onClose={onClose} onKept={onKept} />}
    </Modal>
  );
}

function Fields({ asked, search, onClose, onKept }: ViewDialogProps & { asked: 'new' | View }) {
  const t = useTranslations('views');
  const ui = useTranslations('ui');
  const may = useMay();
  const { say } = useErrorWords();
  const client = useQueryClient();
  const view = asked === 'new' ? undefined : asked;
  const [id] = useState(() => newId<'view'>());
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const save = useMutation({
    mutationFn: () =>
      view === undefined
        ? api.views.create({ body: { id, name: name.trim(), shared, content: contentOf(search) } })
        : api.views.change({ params: { id: view.id }, body: { version: view.version, name: name.trim(), shared } }),
    onSuccess: async (kept) => {
      await client.invalidateQueries({ queryKey: ['views'] });
      onClose();
      onKept(kept);
    },
  });
  const fields = useFieldErrors(save.error);
  const submit = (): void => {
    if (!save.isPending) save.mutate();
  };
  return (
    <Form onSubmit={submit} error={save.error}>
      <Stack gap={16}>
        {view === undefined ? <Text c="dimmed">{t('newWords')}</Text> : null}
        <TextInput
          label={t('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fields.name}
          maxLength={80}
          autoComplete="off"
          data-autofocus
        />
        {may('users.edit') ? (
          <Checkbox
            label={t('share')}
            description={t('shareWords')}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        ) : null}
        {save.error === null || Object.keys(fields).length > 0 ? null : (
          <div role="alert">
            <Banner tone="red">{say(save.error)}</Banner>
          </div>
        )}
        <Group justify="flex-end" gap={10}>
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {ui('save')}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
