import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { LOCALE_NAMES, LOCALES, type Locale } from '../../../kernel/locale.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords, useFieldErrors } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { FormStack } from '../../ui/card.tsx';
import { toast } from '../../ui/toasts.tsx';

const texts = [
  'firstName',
  'namePrefix',
  'lastName',
  'email',
  'userName',
  'department',
  'jobTitle',
  'externalId',
  'phone',
  'location',
] as const;
const days = ['startDate', 'endDate'] as const;
type Field = (typeof texts)[number] | (typeof days)[number];

/** The basic information, to be changed. What was typed stays when the server does not take it. */
export function UserEdit({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useTranslations('people');
  const ui = useTranslations('ui');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({});
  const [locale, setLocale] = useState<Locale>(user.locale);
  const textOf = (field: Field): string => typed[field] ?? user[field] ?? '';
  const save = useMutation({
    mutationFn: () => {
      const changed = Object.fromEntries(
        Object.entries(typed)
          .filter(([field, value]) => value.trim() !== (user[field as Field] ?? ''))
          .map(([field, value]) => [
            field,
            value.trim() === '' && field !== 'firstName' && field !== 'lastName' ? null : value.trim(),
          ]),
      );
      return api.users.change({
        params: { id: user.id },
        body: { version: user.version, ...changed, ...(locale === user.locale ? {} : { locale }) },
      });
    },
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
    onError: (error) => {
      if (isProblem(error, 'conflict')) void client.invalidateQueries({ queryKey: ['users', 'show', user.id] });
    },
  });
  const fields = useFieldErrors(save.error);
  if (isProblem(save.error, 'users.emailTaken')) fields.email = say(save.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <FormStack>
        {texts.map((field) => (
          <TextInput
            key={field}
            label={t(field)}
            value={textOf(field)}
            onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
            error={fields[field]}
            type={field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
            autoComplete="off"
          />
        ))}
        <Select
          label={t('language')}
          data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          value={locale}
          onChange={(value) => value !== null && setLocale(value as Locale)}
          allowDeselect={false}
        />
        {days.map((field) => (
          <TextInput
            key={field}
            label={t(field)}
            type="date"
            value={textOf(field)}
            onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
            error={fields[field]}
          />
        ))}
        {save.error === null || Object.keys(fields).length > 0 ? null : <Banner tone="red">{say(save.error)}</Banner>}
        <Group gap={10}>
          <Button type="submit" loading={save.isPending}>
            {ui('save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
        </Group>
      </FormStack>
    </form>
  );
}
