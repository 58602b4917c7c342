import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { newId } from '../../../kernel/ids.ts';
import { LOCALE_NAMES, LOCALES, type Locale } from '../../../kernel/locale.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords, useFieldErrors } from '../../error-words.ts';
import { useMay, useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Card } from '../../ui/card.tsx';
import { flash } from '../../ui/flash.tsx';
import { Form } from '../../ui/form.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { groupsQuery } from '../groups/group-queries.ts';
import { AddressField } from './address-field.tsx';
import styles from './new-user.module.css';
import { arrivalOf, type Draft, emptyDraft, isTouched, missing } from './new-user-form.ts';
import { RoleChoice } from './role-choice.tsx';
import { WelcomeChoice } from './welcome-choice.tsx';

/** One new person: who they are, what they may do, in which groups, and when they are told. */
export function NewUserPage() {
  const t = useTranslations('newUser');
  const people = useTranslations('people');
  const { tenant, user } = useSession();
  const may = useMay();
  const { say } = useErrorWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  // Whoever looks after one group makes people in that one.
  const [empty] = useState(() => emptyDraft(tenant.locale, user.within?.length === 1 ? user.within : []));
  const [draft, setDraft] = useState(empty);
  const [tries, setTries] = useState(0);
  const key = useRef<string>(newId());
  const saved = useRef(false);
  const groups = useQuery(groupsQuery);
  const fillable = (groups.data ?? [])
    .filter((group) => group.may.addMembers)
    .map(({ id, name }) => ({ value: id, label: name }));
  const set = (change: Partial<Draft>): void => setDraft((now) => ({ ...now, ...change }));
  const create = useMutation({
    mutationFn: () => api.arrivals.create({ body: arrivalOf(draft, key.current) }),
    onSuccess: async ({ user, welcome }) => {
      saved.current = true;
      await client.invalidateQueries({ queryKey: ['users'] });
      await navigate({ to: '/admin/users' });
      flash(`${t('created', { name: user.name })} ${t(`outcome.${welcome}`)}`);
    },
  });
  const refused = useFieldErrors(create.error);
  const lacking = tries > 0 ? missing(draft) : [];
  const nothingToLogInWith = isProblem(create.error, 'arrivals.nothingToLogInWith');
  const errorOf = (field: keyof Draft): string | undefined =>
    (lacking as string[]).includes(field) ? t('required') : refused[field];
  const general = create.error === null || nothingToLogInWith || Object.keys(refused).length > 0 ? null : say(create.error);
  const submit = (): void => {
    setTries((count) => count + 1);
    if (create.isPending || saved.current) return;
    if (missing(draft).length === 0) create.mutate();
  };
  const text = (field: 'firstName' | 'namePrefix' | 'lastName' | 'userName' | 'externalId' | 'department' | 'jobTitle') => ({
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
    error: errorOf(field),
    maxLength: field === 'namePrefix' ? 50 : 100,
    autoComplete: 'off',
  });

  return (
    <PageFrame
      width="narrow"
      title={t('title')}
      crumb={<Link to="/admin/users">{t('toOverview')}</Link>}
      intro={may('imports.run') ? t.rich('many', { link: (words) => <Link to="/admin/imports">{words}</Link> }) : undefined}
    >
      <LeaveGuard unsaved={() => isTouched(draft, empty) && !saved.current} />
      <Form onSubmit={submit} error={lacking.length > 0 ? tries : create.error}>
        <Card title={t('details')}>
          <div className={styles.form}>
            <div className={styles.names}>
              <TextInput label={t('firstName')} data-autofocus {...text('firstName')} />
              <TextInput label={t('namePrefix')} {...text('namePrefix')} />
              <TextInput label={t('lastName')} {...text('lastName')} />
            </div>
            <AddressField
              value={draft.email}
              onChange={(email) => set({ email })}
              error={nothingToLogInWith ? say(create.error) : errorOf('email')}
            />
            <details className={styles.more}>
              <summary>{t('more')}</summary>
              <div className={styles.form}>
                <div className={styles.pair}>
                  <TextInput label={people('userName')} description={t('userNameHelp')} {...text('userName')} />
                  <TextInput label={people('externalId')} {...text('externalId')} />
                  <TextInput label={people('department')} {...text('department')} />
                  <TextInput label={people('jobTitle')} {...text('jobTitle')} />
                </div>
                <Select
                  label={people('language')}
                  data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
                  value={draft.locale}
                  onChange={(locale) => locale !== null && set({ locale: locale as Locale })}
                  allowDeselect={false}
                  maw={300}
                />
              </div>
            </details>
          </div>
        </Card>
        <Card title={t('permissions')} words={may('roles.assign') ? t('permissionsWords') : undefined}>
          <RoleChoice value={draft.role} onChange={(role) => set({ role })} />
        </Card>
        <Card title={t('groups')}>
          <MultiSelect
            maw={620}
            label={t('chooseGroup')}
            description={t('chooseGroupHelp')}
            data={fillable}
            value={draft.groupIds.filter((id) => fillable.some(({ value }) => value === id))}
            onChange={(groupIds) => set({ groupIds })}
            error={errorOf('groupIds')}
            inputWrapperOrder={['label', 'description', 'error', 'input']}
            searchable
            clearable
            hidePickedOptions
            maxDropdownHeight={280}
            nothingFoundMessage={groups.data?.length === 0 ? t('noGroups') : t('noGroupFound')}
          />
        </Card>
        <Card title={t('welcome')}>
          <WelcomeChoice
            draft={draft}
            set={set}
            error={
              (lacking as string[]).includes('day')
                ? t('dayNeeded')
                : isProblem(create.error, 'arrivals.dayPassed')
                  ? say(create.error)
                  : undefined
            }
          />
        </Card>
        {general === null ? null : (
          <div role="alert">
            <Banner tone="red">{general}</Banner>
          </div>
        )}
        <div className={styles.buttons}>
          <Button type="submit" loading={create.isPending} miw={120}>
            {t('create')}
          </Button>
          <Button component={Link} to="/admin/users" variant="default">
            {t('cancel')}
          </Button>
        </div>
      </Form>
    </PageFrame>
  );
}
