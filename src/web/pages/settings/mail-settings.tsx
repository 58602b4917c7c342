import { Button, NumberInput, Radio, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay, useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Card, FormStack } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import { Facts } from '../../ui/side-panel.tsx';
import { toast } from '../../ui/toasts.tsx';
import { type Settings, useSave } from './use-save.ts';

/** How long links work, whether opens are measured, where mails go, and whether they may leave at all. */
export function MailSettings({ settings, locked }: { settings: Settings; locked: boolean }) {
  const t = useTranslations('settings.mail');
  const { save, busy, saves, fields, failed, error, took } = useSave(settings.version);
  const [days, setDays] = useState<number | string>(settings.linkDays);
  const [opens, setOpens] = useState(settings.openTracking);
  const fixed = settings.fixedByEnvironment.includes('openTracking');
  const submit = (): void => {
    save({
      ...(typeof days === 'number' ? { linkDays: days } : {}),
      ...(opens === null || fixed ? {} : { openTracking: opens }),
    });
  };
  return (
    <>
      <Card title={t('title')}>
        <Form onSubmit={submit} error={error}>
          <FormStack>
            <NumberInput
              label={t('linkDays')}
              description={t('linkDaysHelp')}
              min={1}
              max={90}
              value={days}
              onChange={setDays}
              error={fields.linkDays}
              disabled={locked}
              styles={{ wrapper: { maxWidth: 160 } }}
              allowDecimal={false}
            />
            <Radio.Group
              label={t('opens')}
              description={t('opensHelp')}
              value={opens === null ? '' : String(opens)}
              onChange={(value) => setOpens(value === 'true')}
              error={fields.openTracking}
            >
              <Stack gap={10} mt={10}>
                <Radio value="false" label={t('opensOff')} disabled={locked || fixed} />
                <Radio value="true" label={t('opensOn')} disabled={locked || fixed} />
              </Stack>
            </Radio.Group>
            {settings.openTracking === null ? <Banner>{t('opensUndecided')}</Banner> : null}
            {failed === null ? null : <Banner tone="red">{failed}</Banner>}
            {locked ? null : (
              <SaveButton saves={saves} busy={busy} disabled={days === settings.linkDays && opens === settings.openTracking} />
            )}
          </FormStack>
        </Form>
      </Card>
      <Sending settings={settings} took={took} />
    </>
  );
}

function Sending({ settings, took }: { settings: Settings; took: (settings: Settings) => Promise<void> }) {
  const t = useTranslations('settings.sending');
  const may = useMay();
  const { tenant } = useSession();
  const { say } = useErrorWords();
  const [asking, setAsking] = useState(false);
  const { mail, sealedAt } = settings;
  return (
    <Card title={t('title')} words={t('words')}>
      {sealedAt === null ? null : (
        <Banner
          tone="amber"
          action={may('sending.open') ? <Button onClick={() => setAsking(true)}>{t('open')}</Button> : undefined}
        >
          {t('sealed')}
        </Banner>
      )}
      <Facts
        facts={[
          { label: t('server'), value: mail.server ?? t('noServer') },
          { label: t('from'), value: mail.from },
          { label: t('publicUrl'), value: settings.publicUrl },
          {
            label: t('kept'),
            value: mail.kept ? tenant.mailbox ? <Link to={'/mailbox' as '/admin'}>{t('keptHere')}</Link> : t('keptHere') : null,
          },
          { label: t('fixed'), value: settings.fixedByEnvironment.length > 0 ? settings.fixedByEnvironment.join(', ') : null },
        ]}
      />
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('openTitle', { name: settings.name })}
        act={t('open')}
        say={say}
        onConfirm={async () => {
          await took(await api.tenants.open({ body: {} }));
          toast(t('opened'));
        }}
      >
        {mail.server === null ? t('openWordsNoServer') : t('openWords', { server: mail.server })}
      </ConfirmDialog>
    </Card>
  );
}
