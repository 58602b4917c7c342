import { Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { MyProfile } from '../../../contract/profile.ts';
import { LOCALE_NAMES, LOCALES, type Locale } from '../../../kernel/locale.ts';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Card, FormStack } from '../../ui/card.tsx';
import { Form } from '../../ui/form.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import { useLanguage } from '../../words.tsx';
import styles from './profile-page.module.css';
import { useProfileAct } from './use-profile.ts';

/** My name, language and time zone. */
export function AboutMe({ profile }: { profile: MyProfile }) {
  const t = useTranslations('profile');
  const { tenant } = useSession();
  const { choose } = useLanguage();
  const [firstName, setFirstName] = useState(profile.firstName);
  const [namePrefix, setNamePrefix] = useState(profile.namePrefix ?? '');
  const [lastName, setLastName] = useState(profile.lastName);
  const [locale, setLocale] = useState<Locale>(profile.locale);
  const [timeZone, setTimeZone] = useState(profile.timeZone ?? '');
  const wanted = {
    firstName: firstName.trim(),
    namePrefix: namePrefix.trim() || null,
    lastName: lastName.trim(),
    locale,
    timeZone: timeZone || null,
  };
  const { run, busy, saves, fields, failed, error } = useProfileAct(async () => {
    const changed = await api.profile.change({ body: { version: profile.version, ...wanted } });
    choose(changed.locale);
    return changed;
  });
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
    return [{ value: '', label: t('zoneOfTenant', { zone: tenant.timeZone.replaceAll('_', ' ') }) }, ...known];
  }, [t, tenant.timeZone]);
  const same = (Object.keys(wanted) as (keyof typeof wanted)[]).every((name) => wanted[name] === profile[name]);
  const submit = (): void => {
    run(undefined);
  };
  return (
    <Card title={t('you')} words={t('youWords')}>
      <Form onSubmit={submit} error={error}>
        <FormStack>
          <div className={styles.names}>
            <TextInput
              label={t('firstName')}
              value={firstName}
              onChange={(event) => setFirstName(event.currentTarget.value)}
              error={fields.firstName}
              autoComplete="given-name"
              maxLength={200}
            />
            <TextInput
              label={t('namePrefix')}
              value={namePrefix}
              onChange={(event) => setNamePrefix(event.currentTarget.value)}
              error={fields.namePrefix}
              maxLength={200}
            />
            <TextInput
              label={t('lastName')}
              value={lastName}
              onChange={(event) => setLastName(event.currentTarget.value)}
              error={fields.lastName}
              autoComplete="family-name"
              maxLength={200}
            />
          </div>
          <Select
            label={t('language')}
            description={t('languageHelp')}
            data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
            value={locale}
            onChange={(value) => value !== null && setLocale(value as Locale)}
            allowDeselect={false}
            error={fields.locale}
          />
          <Select
            label={t('timeZone')}
            data={zones}
            value={timeZone}
            onChange={(value) => setTimeZone(value ?? '')}
            searchable
            allowDeselect={false}
            limit={60}
            error={fields.timeZone}
          />
          {failed === null ? null : (
            <div role="alert">
              <Banner tone="red">{failed}</Banner>
            </div>
          )}
          <SaveButton saves={saves} busy={busy} disabled={same} />
        </FormStack>
      </Form>
    </Card>
  );
}
