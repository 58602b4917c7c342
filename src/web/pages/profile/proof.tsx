import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { MyProfile } from '../../../contract/profile.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { Form } from '../../ui/form.tsx';
import { signWithPasskey } from './passkey-browser.ts';

/** Somebody closed the question who they are: nothing happened, and nothing has to be said. */
export class GaveUp extends Error {}

type Proving = <T>(act: () => Promise<T>) => Promise<T>;
const ProofContext = createContext<Proving>((act) => act());

/** Does a grave act; asks before it, or where the server wants to know once more, who it is. */
export const useProof = (): Proving => useContext(ProofContext);

interface Question {
  resolve: () => void;
  reject: (error: unknown) => void;
}

export function ProofGate({ profile, children }: { profile: MyProfile; children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const { provedUntil } = profile;
  const provedHere = useRef(false);
  const proving = useMemo<Proving>(() => {
    const ask = () => new Promise<void>((resolve, reject) => setQuestion({ resolve, reject }));
    return async (act) => {
      if (!provedHere.current && (provedUntil === null || Date.parse(provedUntil) < Date.now())) await ask();
      try {
        return await act();
      } catch (error) {
        if (!isProblem(error, 'session.proveAgain')) throw error;
      }
      await ask();
      return act();
    };
  }, [provedUntil]);
  const close = (): void => {
    question?.reject(new GaveUp());
    setQuestion(null);
  };
  const proved = (): void => {
    provedHere.current = true;
    question?.resolve();
    setQuestion(null);
  };
  return (
    <ProofContext.Provider value={proving}>
      {children}
      <ProofDialog opened={question !== null} profile={profile} onClose={close} onProved={proved} />
    </ProofContext.Provider>
  );
}

function ProofDialog(props: { opened: boolean; profile: MyProfile; onClose: () => void; onProved: () => void }) {
  const t = useTranslations('profile.proof');
  const ui = useTranslations('ui');
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('title')}
      size={440}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <ProofForm {...props} />
    </Modal>
  );
}

function ProofForm({ profile, onClose, onProved }: { profile: MyProfile; onClose: () => void; onProved: () => void }) {
  const t = useTranslations('profile.proof');
  const ui = useTranslations('ui');
  const { say } = useErrorWords();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const run = async (act: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setFailed(null);
    try {
      await act();
      onProved();
    } catch (error) {
      setFailed(isProblem(error) ? say(error) : t('passkeyStopped'));
      field.current?.select();
    } finally {
      setBusy(false);
    }
  };
  const submit = (): void => {
    if (password !== '') void run(() => api.proofs.prove({ body: { password } }));
  };
  const signInstead = () =>
    run(async () => {
      const ask = await api.proofs.askProof({ body: {} });
      await api.proofs.proveWithPasskey({ body: { id: ask.id, response: await signWithPasskey(ask.options) } });
    });
  return (
    <Form onSubmit={submit}>
      <Stack gap={16}>
        <p>{t('words')}</p>
        {profile.hasPassword ? (
          <PasswordInput
            label={t('password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('show') }}
            ref={field}
            data-autofocus
          />
        ) : null}
        {failed === null ? null : (
          <div role="alert">
            <Banner tone="red">{failed}</Banner>
          </div>
        )}
        <Group justify="flex-end" gap={10}>
          {profile.passkeys.length > 0 ? (
            <Button variant="subtle" onClick={() => void signInstead()} disabled={busy} mr="auto">
              {t('passkey')}
            </Button>
          ) : null}
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          {profile.hasPassword ? (
            <Button type="submit" loading={busy} disabled={password === ''}>
              {t('go')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Form>
  );
}
