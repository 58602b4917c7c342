import { Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { LOCALE_NAMES, LOCALES, type Locale } from '../../../kernel/locale.ts';
import { Banner } from '../../ui/banner.tsx';
import { Card, FormStack } from '../../ui/card.tsx';
import { Form } from '../../ui/form.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import { type Settings, useSave } from './use-save.ts';

/** Name, language and time zone of the environment. */
export function GeneralSettings({ settings, locked }: { settings: Settings; locked: boolean }) {
  const t = useTranslations('settings.general');
  const { save, busy, saves, fields, failed, error } = useSave(settings.version);
  const [name, setName] = useState(settings.name);
  const [locale, setLocale] = useState<Locale>(settings.locale);
  const [timeZone, setTimeZone] = useState(settings.timeZone);
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone');
    return known.includes(settings.timeZone) ? known : [settings.timeZone, ...known];
  }, [settings.timeZone]);
  const same = name.trim() === settings.name && locale === settings.locale && timeZone === settings.timeZone;
  const submit = (): void => {
    save({ name: name.trim(), locale, timeZone });
  };
  return (
    <Card title={t('title')}>
      <Form onSubmit={submit} error={error}>
        <FormStack>
          <TextInput
            label={t('name')}
            description={t('nameHelp')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fields.name}
            disabled={locked}
            maxLength={200}
          />
          <Select
            label={t('locale')}
            description={t('localeHelp')}
            data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
            value={locale}
            onChange={(value) => value !== null && setLocale(value as Locale)}
            allowDeselect={false}
            error={fields.locale}
            disabled={locked}
          />
          <Select
            label={t('timeZone')}
            data={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
            value={timeZone}
            onChange={(value) => value !== null && setTimeZone(value)}
            searchable
            allowDeselect={false}
            limit={60}
            error={fields.timeZone}
            disabled={locked}
          />
          {failed === null ? null : <Banner tone="red">{failed}</Banner>}
          {locked ? null : <SaveButton saves={saves} busy={busy} disabled={same} />}
        </FormStack>
      </Form>
    </Card>
  );
}
