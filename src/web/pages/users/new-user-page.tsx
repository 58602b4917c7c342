import { Button, Checkbox, Group, MultiSelect, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Role } from '../../../contract/permissions.ts';
import { newId } from '../../../kernel/ids.ts';
import { LOCALE_NAMES, LOCALES, type Locale } from '../../../kernel/locale.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords, useFieldErrors } from '../../error-words.ts';
import { useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Card, FormStack } from '../../ui/card.tsx';
import { flash } from '../../ui/flash.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { EmailLook } from './email-look.tsx';
import { usePersonWords } from './person-words.ts';

const details = ['firstName', 'namePrefix', 'lastName'] as const;
const more = ['department', 'jobTitle', 'externalId'] as const;
type Field = (typeof details)[number] | (typeof more)[number] | 'email' | 'startDate';

/** Create new user: details, permissions, groups, and whether the welcome e-mail goes out. */
export function NewUserPage() {
  const t = useTranslations('people');
  const ui = useTranslations('ui');
  const { tenant } = useSession();
  const words = usePersonWords();
  const { say } = useErrorWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [key] = useState(() => newId());
  const [typed, setTyped] = useState<Record<Field, string>>({
    firstName: '',
    namePrefix: '',
    lastName: '',
    email: '',
    department: '',
    jobTitle: '',
    externalId: '',
    startDate: '',
  });
  const [role, setRole] = useState<Role>('member');
  const [locale, setLocale] = useState<Locale>(tenant.locale);
  const [groupIds, setGroups] = useState<string[]>([]);
  const [silent, setSilent] = useState(false);
  const [when, setWhen] = useState<'later' | 'onDay'>('later');
  const roles = useQuery({ queryKey: ['roles'], queryFn: () => api.roles.list(), staleTime: 60_000 });
  const groups = useQuery({
    queryKey: ['groups', 'all'],
    queryFn: () => api.groups.list({ query: { limit: 200 } }),
    staleTime: 30_000,
  });
  const text = (field: Field): string | null => (typed[field].trim() === '' ? null : typed[field].trim());
  const onDay = silent && when === 'onDay' && text('startDate') !== null;
  const create = useMutation({
    mutationFn: () =>
      api.arrivals.create({
        body: {
          key,
          firstName: typed.firstName.trim(),
          namePrefix: text('namePrefix'),
          lastName: typed.lastName.trim(),
          email: text('email'),
          externalId: text('externalId'),
          department: text('department'),
          jobTitle: text('jobTitle'),
          startDate: text('startDate'),
          role,
          locale,
          groupIds,
          notice: !silent ? { when: 'now' } : onDay ? { when: 'onDay', day: typed.startDate } : { when: 'later' },
        },
      }),
    onSuccess: async ({ user, welcome }) => {
      await client.invalidateQueries({ queryKey: ['users'] });
      flash(`${t('created', { name: user.name })} ${t(`createdWelcome.${welcome}`, { email: user.email ?? '' })}`);
      await navigate({ to: '/admin/users' });
    },
  });
  const fields = useFieldErrors(create.error);
  if (isProblem(create.error, 'users.emailTaken')) fields.email = say(create.error);
  if (isProblem(create.error, 'users.externalIdTaken')) fields.externalId = say(create.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  const input = (field: Field, required = false) => (
    <TextInput
      key={field}
      label={t(field)}
      value={typed[field]}
      onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
      error={fields[field]}
      required={required}
      autoComplete="off"
    />
  );
  return (
    <PageFrame
      title={t('createUser')}
      intro={t.rich('manyWords', { import: (link) => <Link to={'/admin/imports' as '/admin'}>{link}</Link> })}
      width="narrow"
      crumb={<Link to="/admin/users">← {t('title')}</Link>}
    >
      <form onSubmit={submit} noValidate>
        <Card title={t('details')}>
          <FormStack>
            {details.map((field) => input(field, field !== 'namePrefix'))}
            <TextInput
              label={t('email')}
              type="email"
              value={typed.email}
              onChange={(event) => setTyped({ ...typed, email: event.currentTarget.value })}
              error={fields.email}
              autoComplete="off"
              inputMode="email"
            />
            <EmailLook email={typed.email} />
            {more.map((field) => input(field))}
            <TextInput
              label={t('startDate')}
              type="date"
              value={typed.startDate}
              onChange={(event) => setTyped({ ...typed, startDate: event.currentTarget.value })}
              error={fields.startDate}
            />
            <Select
              label={t('language')}
              data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
              value={locale}
              onChange={(value) => value !== null && setLocale(value as Locale)}
              allowDeselect={false}
            />
          </FormStack>
        </Card>
        <Card title={t('access')}>
          <FormStack>
            <Select
              label={t('permissions')}
              data={(roles.data?.roles ?? [])
                .filter((entry) => entry.mayGive)
                .map((entry) => ({ value: entry.role, label: words.role(entry.role) }))}
              value={role}
              onChange={(value) => value !== null && setRole(value as Role)}
              allowDeselect={false}
              error={fields.role}
            />
            <MultiSelect
              label={t('chooseGroup')}
              placeholder={groupIds.length === 0 ? t('chooseGroupHint') : undefined}
              data={(groups.data?.items ?? []).map((group) => ({ value: group.id, label: group.name }))}
              value={groupIds}
              onChange={setGroups}
              searchable
              clearable
              nothingFoundMessage={t('noGroups')}
            />
          </FormStack>
        </Card>
        <Card title={t('welcomeMail')} words={silent ? t('silentWords') : t('noticeWords')}>
          <Stack gap={16}>
            <Checkbox label={t('doNotNotify')} checked={silent} onChange={(event) => setSilent(event.currentTarget.checked)} />
            {silent ? (
              <Radio.Group
                label={t('whenLabel')}
                value={when}
                onChange={(value) => setWhen(value as 'later' | 'onDay')}
                error={fields.notice}
              >
                <Stack gap={10} mt={8}>
                  <Radio value="later" label={t('whenLater')} />
                  <Radio value="onDay" label={t('whenDay')} disabled={text('startDate') === null} />
                </Stack>
              </Radio.Group>
            ) : null}
            {silent && groupIds.length > 0 ? <Banner>{t('silentGroups')}</Banner> : null}
          </Stack>
        </Card>
        {create.error === null || Object.keys(fields).length > 0 ? null : (
          <div role="alert">
            <Banner tone="red">{say(create.error)}</Banner>
          </div>
        )}
        <Group gap={10}>
          <Button type="submit" loading={create.isPending}>
            {t('create')}
          </Button>
          <Button component={Link} to="/admin/users" variant="default">
            {ui('cancel')}
          </Button>
        </Group>
      </form>
    </PageFrame>
  );
}
