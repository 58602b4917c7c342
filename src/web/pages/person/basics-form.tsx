import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Role } from '../../../contract/permissions.ts';
import type { User } from '../../../contract/users.ts';
import { newId } from '../../../kernel/ids.ts';
import { LOCALE_NAMES, LOCALES } from '../../../kernel/locale.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords, useFieldErrors } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { Card } from '../../ui/card.tsx';
import { Form } from '../../ui/form.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import { toast } from '../../ui/toasts.tsx';
import { actOnOne } from '../acts/run-act.ts';
import { rolesQuery } from '../roles/role-queries.ts';
import { changedFields, changeOf, type Draft } from './basics-draft.ts';
import styles from './person-page.module.css';
import { TheirChanges } from './their-changes.tsx';
import { useBasics } from './use-basics.ts';
import { WaitingAddress } from './waiting-address.tsx';

/** E-mail, name, permissions and the rest, to be changed; two who change the same person lose nothing. */
export function BasicsForm({ user }: { user: User }) {
  const t = useTranslations('person');
  const people = useTranslations('people');
  const client = useQueryClient();
  const { say } = useErrorWords();
  const { base, draft, theirs, set, follow, meet } = useBasics(user);
  const [saves, setSaves] = useState(0);
  const [toNew, setToNew] = useState<string | null>(null);
  const roles = useQuery({ ...rolesQuery, enabled: user.may.changeRole });
  const unsaved = changedFields(draft, base).length > 0 || draft.role !== base.role;
  const latest = useRef(unsaved);
  latest.current = unsaved;
  // Seen anew, with nothing typed: the form follows.
  if (user.version > base.version && !unsaved) follow(user);
  else if (user.version === base.version && user.role !== base.role && draft.role === base.role)
    follow(user, { ...draft, role: user.role });
  const took = (now: User, typed?: Draft): void => {
    follow(now, typed);
    client.setQueryData(['users', 'show', now.id], now);
  };
  const save = useMutation({
    mutationFn: async () => {
      const change = changeOf(draft, base);
      const hadInvitation = user.facts.invitedAt !== null && user.facts.activatedAt === null;
      if (Object.keys(change).length > 0) {
        const answer = await api.users.change({ params: { id: base.id }, body: { version: base.version, ...change } });
        took(answer.user);
        if (draft.role !== base.role) set({ role: draft.role });
        if (change.email && (answer.welcomeTakenBack || hadInvitation) && answer.user.may.welcome) setToNew(answer.user.email);
      }
      if (draft.role !== base.role) {
        await actOnOne('changeRole', { role: draft.role }, base.id);
        took(await api.users.show({ params: { id: base.id } }));
      }
    },
    onSuccess: async () => {
      setSaves((count) => count + 1);
      await client.invalidateQueries({ queryKey: ['users'] });
      await client.invalidateQueries({ queryKey: ['audit'] });
    },
    onError: meet,
  });
  const send = useMutation({
    mutationFn: () => api.welcome.sendOne({ params: { id: base.id }, body: { key: newId() } }),
    onSuccess: async ({ address }) => {
      setToNew(null);
      toast(t('sentToNew', { email: address }));
      await client.invalidateQueries({ queryKey: ['users'] });
      await client.invalidateQueries({ queryKey: ['mail'] });
    },
  });
  const fields = useFieldErrors(save.error);
  const conflict = isProblem(save.error, 'conflict');
  const general = save.error === null || conflict || Object.keys(fields).length > 0 ? null : say(save.error);
  const submit = (): void => {
    if (!save.isPending) save.mutate();
  };
  const locked = !user.may.edit;
  const input = (field: Exclude<keyof Draft, 'role' | 'locale'>, label: string, type = 'text') => (
    <TextInput
      label={label}
      type={type}
      value={draft[field]}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
      error={fields[field]}
      disabled={locked}
      autoComplete="off"
      maxLength={field === 'email' ? 320 : 200}
    />
  );
  return (
    <Card title={people('basics')} words={locked ? t('stronger') : undefined}>
      <LeaveGuard unsaved={() => latest.current} />
      <Form className={styles.form} onSubmit={submit} error={save.error}>
        {input('email', people('email'), 'email')}
        <WaitingAddress user={base} onWithdrawn={(now) => took(now, draft)} />
        <div className={styles.names}>
          {input('firstName', t('firstName'))}
          {input('namePrefix', t('namePrefix'))}
          {input('lastName', t('lastName'))}
        </div>
        <Select
          label={people('permissions')}
          data={rolesFor(base.role, roles.data?.roles).map((role) => ({ value: role, label: people(`roles.${role}`) }))}
          description={people(`roleWords.${draft.role}`)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.role}
          onChange={(role) => role !== null && set({ role: role as Role })}
          allowDeselect={false}
          disabled={!user.may.changeRole}
        />
        <details
          className={styles.more}
          open={Object.keys(fields).some((field) => !['email', 'firstName', 'lastName'].includes(field)) || undefined}
        >
          <summary>{people('details')}</summary>
          <div className={styles.pair}>
            {input('userName', people('userName'))}
            {input('externalId', people('externalId'))}
            {input('department', people('department'))}
            {input('jobTitle', people('jobTitle'))}
            {input('phone', people('phone'), 'tel')}
            {input('location', people('location'))}
            {input('startDate', people('startDate'), 'date')}
            {input('endDate', people('endDate'), 'date')}
            <Select
              label={people('language')}
              data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
              value={draft.locale}
              onChange={(locale) => locale !== null && set({ locale })}
              allowDeselect={false}
              disabled={locked}
            />
          </div>
        </details>
        {conflict ? <TheirChanges changes={theirs} /> : null}
        {general === null ? null : (
          <div role="alert">
            <Banner tone="red">{general}</Banner>
          </div>
        )}
        {toNew === null ? null : (
          <Banner
            tone="amber"
            action={
              <Button size="compact-sm" loading={send.isPending} onClick={() => send.mutate()}>
                {people('sendWelcome')}
              </Button>
            }
          >
            {send.error === null ? t('sendToNew', { email: toNew }) : say(send.error)}
          </Banner>
        )}
        {locked && !user.may.changeRole ? null : <SaveButton saves={saves} busy={save.isPending} disabled={!unsaved} />}
      </Form>
    </Card>
  );
}

function rolesFor(now: Role, all: readonly { role: Role; mayGive: boolean }[] | undefined): Role[] {
  return [...new Set([now, ...(all ?? []).filter(({ mayGive }) => mayGive).map(({ role }) => role)])];
}
