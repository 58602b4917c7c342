import { Button, Modal, Group as Row, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Group } from '../../../contract/groups.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords, useFieldErrors } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { Form } from '../../ui/form.tsx';

interface GroupFormProps {
  opened: boolean;
  onClose: () => void;
  /** the group to change; without it a new one is made */
  group?: Group;
  onSaved: (group: Group) => void;
}

/** Makes a group, or changes its name and what it is for. */
export function GroupForm({ opened, onClose, group, onSaved }: GroupFormProps) {
  const t = useTranslations('groups');
  const ui = useTranslations('ui');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={group === undefined ? t('make') : group.name}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <Fields {...(group === undefined ? {} : { group })} onClose={onClose} onSaved={onSaved} />
    </Modal>
  );
}

function Fields({ group, onClose, onSaved }: Omit<GroupFormProps, 'opened'>) {
  const t = useTranslations('groups');
  const ui = useTranslations('ui');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const [name, setName] = useState(group?.name ?? '');
  const [description, setDescription] = useState(group?.description ?? '');
  const [version, setVersion] = useState(group?.version ?? 0);
  const save = useMutation({
    mutationFn: () =>
      group === undefined
        ? api.groups.create({ body: { name: name.trim(), description } })
        : api.groups.change({ params: { id: group.id }, body: { version, name: name.trim(), description } }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['groups'] });
      onClose();
      onSaved(saved);
    },
    onError: async (error) => {
      if (group === undefined || !isProblem(error, 'conflict')) return;
      setVersion((await api.groups.show({ params: { id: group.id } })).version);
    },
  });
  const fields = useFieldErrors(save.error);
  const submit = (): void => {
    if (!save.isPending) save.mutate();
  };
  return (
    <Form onSubmit={submit} error={save.error}>
      <Stack gap={16}>
        <TextInput
          label={t('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fields.name}
          maxLength={120}
          autoComplete="off"
          data-autofocus
        />
        <Textarea
          label={t('description')}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          error={fields.description}
          maxLength={1000}
          autosize
          minRows={2}
          maxRows={6}
        />
        {save.error === null || Object.keys(fields).length > 0 ? null : (
          <div role="alert">
            <Banner tone="red">{say(save.error)}</Banner>
          </div>
        )}
        <Row justify="flex-end" gap={10}>
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {group === undefined ? t('make') : ui('save')}
          </Button>
        </Row>
      </Stack>
    </Form>
  );
}
