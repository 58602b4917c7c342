import { Button, Checkbox, Modal, MultiSelect, Group as Row, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Group } from '../../../contract/groups.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { Form } from '../../ui/form.tsx';
import { toast } from '../../ui/toasts.tsx';
import { useFoundPeople } from '../people/use-found-people.ts';

/** Adds people of this environment to a group; several at once, found by typing. */
export function AddMembers({ group, opened, onClose }: { group: Group; opened: boolean; onClose: () => void }) {
  const t = useTranslations('groups');
  const ui = useTranslations('ui');
  return (
    <Modal opened={opened} onClose={onClose} title={t('addMembers')} closeButtonProps={{ 'aria-label': ui('close') }}>
      <Fields group={group} onClose={onClose} />
    </Modal>
  );
}

function Fields({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useTranslations('groups');
  const people = useTranslations('people');
  const ui = useTranslations('ui');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [admin, setAdmin] = useState(false);
  const found = useFoundPeople(typed).map((person) => ({
    value: person.id,
    label: person.email === null ? person.name : `${person.name} · ${person.email}`,
  }));
  const ids = Object.keys(chosen);
  const options = [
    ...found,
    ...ids.filter((id) => !found.some((option) => option.value === id)).map((id) => ({ value: id, label: chosen[id] ?? id })),
  ];
  const add = useMutation({
    mutationFn: () => api.groups.addMembers({ params: { id: group.id }, body: { userIds: ids, admin } }),
    onSuccess: async ({ added }) => {
      toast(t('added', { count: added }));
      onClose();
      await client.invalidateQueries({ queryKey: ['groups'] });
    },
  });
  const submit = (): void => {
    if (!add.isPending && ids.length > 0) add.mutate();
  };
  return (
    <Form onSubmit={submit}>
      <Stack gap={16}>
        <MultiSelect
          label={t('who')}
          placeholder={ids.length === 0 ? people('search') : undefined}
          data={options}
          value={ids}
          onChange={(next) =>
            setChosen(
              Object.fromEntries(
                next.map((id) => [id, chosen[id] ?? found.find((option) => option.value === id)?.label.split(' · ')[0] ?? id]),
              ),
            )
          }
          searchValue={typed}
          onSearchChange={setTyped}
          filter={({ options: all }) => all}
          searchable
          hidePickedOptions
          nothingFoundMessage={people('empty.nobodyFitsTitle')}
          data-autofocus
        />
        <Checkbox
          label={t('admin')}
          description={t('asAdmin')}
          checked={admin}
          onChange={(event) => setAdmin(event.currentTarget.checked)}
        />
        {add.error === null ? null : (
          <div role="alert">
            <Banner tone="red">{say(add.error)}</Banner>
          </div>
        )}
        <Row justify="flex-end" gap={10}>
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" loading={add.isPending} disabled={ids.length === 0}>
            {t('add')}
          </Button>
        </Row>
      </Stack>
    </Form>
  );
}
