import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { LOCALE_NAMES, LOCALES } from '../../../kernel/locale.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords, useFieldErrors } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { FormStack } from '../../ui/card.tsx';
import { Form } from '../../ui/form.tsx';
import { toast } from '../../ui/toasts.tsx';
import { changeOf, DAYS, TEXTS } from '../person/basics-draft.ts';
import { TheirChanges } from '../person/their-changes.tsx';
import { useBasics } from '../person/use-basics.ts';

/** The basic information, to be changed. What was typed stays when the server does not take it, and when somebody else was faster. */
export function UserEdit({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useTranslations('people');
  const ui = useTranslations('ui');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const { base, draft, theirs, set, meet } = useBasics(user);
  const save = useMutation({
    mutationFn: () => api.users.change({ params: { id: base.id }, body: { version: base.version, ...changeOf(draft, base) } }),
    onSuccess: async ({ user: now, toConfirm, welcomeTakenBack }) => {
      client.setQueryData(['users', 'show', user.id], now);
      toast(
        toConfirm !== null
          ? t('editToConfirm', { email: toConfirm })
          : welcomeTakenBack
            ? t('editTakenBack', { name: now.name })
            : t('editDone', { name: now.name }),
      );
      await client.invalidateQueries({ queryKey: ['users'] });
      onClose();
    },
    onError: meet,
  });
  const fields = useFieldErrors(save.error);
  if (isProblem(save.error, 'users.emailTaken')) fields.email = say(save.error);
  const submit = (): void => {
    save.mutate();
  };
  return (
    <Form onSubmit={submit} error={save.error}>
      <FormStack>
        {TEXTS.map((field) => (
          <TextInput
            key={field}
            label={t(field)}
            value={draft[field]}
            onChange={(event) => set({ [field]: event.currentTarget.value })}
            error={fields[field]}
            type={field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
            autoComplete="off"
          />
        ))}
        <Select
          label={t('language')}
          data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          value={draft.locale}
          onChange={(locale) => locale !== null && set({ locale })}
          allowDeselect={false}
        />
        {DAYS.map((field) => (
          <TextInput
            key={field}
            label={t(field)}
            type="date"
            value={draft[field]}
            onChange={(event) => set({ [field]: event.currentTarget.value })}
            error={fields[field]}
          />
        ))}
        {isProblem(save.error, 'conflict') ? (
          <TheirChanges changes={theirs} />
        ) : save.error === null || Object.keys(fields).length > 0 ? null : (
          <Banner tone="red">{say(save.error)}</Banner>
        )}
        <Group gap={10}>
          <Button type="submit" loading={save.isPending}>
            {ui('save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
        </Group>
      </FormStack>
    </Form>
  );
}
