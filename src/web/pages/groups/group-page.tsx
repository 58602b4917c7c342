import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Group } from '../../../contract/groups.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay, useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { flash } from '../../ui/flash.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { toast } from '../../ui/toasts.tsx';
import { AddMembers } from './add-members.tsx';
import { GroupForm } from './group-form.tsx';
import { GroupMembers } from './group-members.tsx';
import { groupQuery } from './group-queries.ts';

/** One group and its members; in the admin panel, and for its own members. */
export function GroupPage() {
  const t = useTranslations('groups');
  const { say } = useErrorWords();
  const { id } = useParams({ strict: false }) as { id: string };
  const inAdmin = useLocation().pathname.startsWith('/admin/');
  const { data: group, error } = useQuery(groupQuery(id));
  const crumb = inAdmin ? <Link to="/admin/groups">{t('title')}</Link> : <Link to="/">{t('home')}</Link>;
  if (group === undefined)
    return (
      <PageFrame title={error === null ? '…' : t('notFound')} crumb={crumb}>
        {error === null ? <Skeleton height={240} radius="lg" /> : <Banner tone="red">{say(error)}</Banner>}
      </PageFrame>
    );
  return <Whole key={group.id} group={group} crumb={crumb} />;
}

function Whole({ group, crumb }: { group: Group; crumb: React.ReactNode }) {
  const t = useTranslations('groups');
  const { say } = useErrorWords();
  const { user } = useSession();
  const may = useMay();
  // They see the group without being in it.
  const office = may('groups.manage') || may('users.read');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [opened, setOpened] = useState<'edit' | 'add' | 'leave' | null>(null);
  const close = (): void => setOpened(null);
  const actions = (
    <>
      {group.mine !== null ? (
        <Button variant="default" onClick={() => setOpened('leave')}>
          {t('leave')}
        </Button>
      ) : null}
      {group.may.edit ? (
        <Button variant="default" onClick={() => setOpened('edit')}>
          {t('edit')}
        </Button>
      ) : null}
      {group.may.addMembers && may('users.read') ? <Button onClick={() => setOpened('add')}>{t('addMembers')}</Button> : null}
    </>
  );
  return (
    <PageFrame
      title={group.name}
      count={
        may('users.read') ? (
          <Link to="/admin/users" search={{ groupId: [group.id] }}>
            {t('memberCount', { count: group.members })}
          </Link>
        ) : (
          t('memberCount', { count: group.members })
        )
      }
      intro={group.description === '' ? undefined : group.description}
      actions={actions}
      crumb={crumb}
    >
      <GroupMembers group={group} onAdd={may('users.read') ? () => setOpened('add') : undefined} />
      <GroupForm
        opened={opened === 'edit'}
        onClose={close}
        group={group}
        onSaved={(saved) => toast(t('saved', { name: saved.name }))}
      />
      <AddMembers group={group} opened={opened === 'add'} onClose={close} />
      <ConfirmDialog
        opened={opened === 'leave'}
        onClose={close}
        title={t('leaveTitle', { name: group.name })}
        act={t('leave')}
        say={say}
        onConfirm={async () => {
          await api.groups.takeOut({ params: { id: group.id, userId: user.id } });
          const left = t('left', { name: group.name });
          if (office) toast(left);
          else {
            await navigate({ to: '/' });
            flash(left);
          }
          void client.invalidateQueries({ queryKey: ['groups'] });
        }}
      >
        {t(office ? 'leaveWordsOffice' : 'leaveWords')}
      </ConfirmDialog>
    </PageFrame>
  );
}
