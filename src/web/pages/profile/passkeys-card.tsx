import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { MyProfile, Passkey } from '../../../contract/profile.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { Moment } from '../../ui/moment.tsx';
import { canUsePasskeys, makePasskey } from './passkey-browser.ts';
import styles from './profile-page.module.css';
import { GaveUp, useProof } from './proof.tsx';
import { keepProfile, useProfileAct } from './use-profile.ts';

/** Ways in without a password: finger, face or PIN of a device of mine. */
export function PasskeysCard({ profile }: { profile: MyProfile }) {
  const t = useTranslations('profile.passkeys');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const proving = useProof();
  const [stopped, setStopped] = useState(false);
  const [naming, setNaming] = useState<Passkey | null>(null);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const possible = profile.passkeysHere && canUsePasskeys();
  const add = useProfileAct(async () => {
    setStopped(false);
    const ask = await proving(() => api.profile.askPasskey({ body: {} }));
    const response = await makePasskey(ask.options).catch(() => {
      setStopped(true);
      throw new GaveUp();
    });
    return api.profile.keepPasskey({ body: { id: ask.id, name: nameHere(t('someDevice')), response } });
  });
  return (
    <Card title={t('title')} words={t('words')}>
      {profile.passkeys.length === 0 ? null : (
        <ul className={styles.rows}>
          {profile.passkeys.map((passkey) => (
            <li key={passkey.id} className={styles.row}>
              <span className={styles.what}>
                <strong>{passkey.name}</strong>
                <span className={styles.note}>
                  {t.rich('made', { when: () => <Moment at={passkey.createdAt} /> })}
                  {passkey.lastUsedAt === null ? null : (
                    <> · {t.rich('used', { when: () => <Moment at={passkey.lastUsedAt ?? ''} /> })}</>
                  )}
                </span>
              </span>
              <span className={styles.acts}>
                <Button
                  variant="default"
                  size="compact-md"
                  onClick={() => setNaming(passkey)}
                  aria-label={t('renameNamed', { name: passkey.name })}
                >
                  {t('rename')}
                </Button>
                <Button
                  variant="subtle"
                  color="red"
                  size="compact-md"
                  onClick={() => setRemoving(passkey)}
                  aria-label={t('removeNamed', { name: passkey.name })}
                >
                  {t('remove')}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {possible ? (
        <Button variant="default" onClick={() => add.run(undefined)} loading={add.busy} mt={profile.passkeys.length > 0 ? 12 : 0}>
          {t('add')}
        </Button>
      ) : (
        <Banner>{t(profile.passkeysHere ? 'notHere' : 'noName')}</Banner>
      )}
      {add.failed === null && !stopped ? null : (
        <div role="alert" className={styles.alert}>
          <Banner tone="amber">{add.failed ?? t('stopped')}</Banner>
        </div>
      )}
      <RenameDialog passkey={naming} onClose={() => setNaming(null)} />
      <ConfirmDialog
        opened={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('removeTitle', { name: removing?.name ?? '' })}
        act={t('remove')}
        danger
        say={(error) => (isProblem(error) ? say(error) : t('stopped'))}
        onConfirm={async () => {
          if (removing === null) return;
          try {
            await keepProfile(client, await proving(() => api.profile.removePasskey({ params: { id: removing.id } })));
          } catch (error) {
            if (!(error instanceof GaveUp)) throw error;
          }
        }}
      >
        {t('removeWords')}
      </ConfirmDialog>
    </Card>
  );
}

function RenameDialog({ passkey, onClose }: { passkey: Passkey | null; onClose: () => void }) {
  const t = useTranslations('profile.passkeys');
  const ui = useTranslations('ui');
  return (
    <Modal
      opened={passkey !== null}
      onClose={onClose}
      title={t('rename')}
      size={420}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {passkey === null ? null : <RenameForm passkey={passkey} onClose={onClose} />}
    </Modal>
  );
}

function RenameForm({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const t = useTranslations('profile.passkeys');
  const ui = useTranslations('ui');
  const [name, setName] = useState(passkey.name);
  const rename = useProfileAct(async () => {
    const profile = await api.profile.renamePasskey({ params: { id: passkey.id }, body: { name: name.trim() } });
    onClose();
    return profile;
  });
  const submit = (): void => {
    rename.run(undefined);
  };
  return (
    <Form onSubmit={submit}>
      <TextInput
        label={t('name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={rename.fields.name ?? rename.failed}
        maxLength={100}
        data-autofocus
      />
      <Group justify="flex-end" gap={10} mt={20}>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
        <Button type="submit" loading={rename.busy} disabled={name.trim() === ''}>
          {ui('save')}
        </Button>
      </Group>
    </Form>
  );
}

/** A first name for the passkey: the system it was made on, as far as the browser says. */
function nameHere(otherwise: string): string {
  const { userAgent } = navigator;
  const known = ['iPhone', 'iPad', 'Android', 'Windows', 'Linux'].find((name) => userAgent.includes(name));
  return known ?? (userAgent.includes('Mac OS X') ? 'Mac' : otherwise);
}
