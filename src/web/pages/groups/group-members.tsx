import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { Group, groupMember } from '../../../contract/groups.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table-types.ts';
import { EmailText } from '../../ui/email-text.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { toast, undoToast } from '../../ui/toasts.tsx';
import { usePager } from '../../use-pager.ts';
import styles from './groups.module.css';

type Member = z.output<typeof groupMember>;
const idOf = (member: Member): string => member.id;
const nameOf = (member: Member): string => member.name;

/** Group members by name; who may edit the group makes admins and takes out. */
export function GroupMembers({ group, onAdd }: { group: Group; onAdd: (() => void) | undefined }) {
  const t = useTranslations('groups');
  const may = useMay();
  const { cursor } = useSearch({ strict: false }) as { cursor?: string };
  const list = useQuery({
    queryKey: ['groups', 'members', group.id, cursor],
    queryFn: ({ signal }) => api.groups.members({ params: { id: group.id }, query: { cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });
  const pager = usePager(cursor, list.data?.next);
  const seesPeople = may('users.read');
  const change = useChanges(group, seesPeople && group.may.addMembers);
  const columns = useMemo<readonly Column<Member>[]>(
    () => [
      {
        id: 'name',
        header: t('name'),
        grow: true,
        fixed: true,
        card: 'title',
        cell: (member) => (
          <span className={styles.member}>
            <Avatar name={member.name} size={32} />
            <span>
              {seesPeople ? (
                <Link to="/admin/users/$id" params={{ id: member.id }} className={styles.name ?? ''}>
                  {member.name}
                </Link>
              ) : (
                <span className={styles.name}>{member.name}</span>
              )}{' '}
              {member.way === 'in' ? null : (
                <StatusBadge tone={member.way === 'invited' ? 'amber' : 'plain'}>{t(member.way)}</StatusBadge>
              )}
              {member.email === null ? null : (
                <span className={styles.words}>
                  <EmailText address={member.email} />
                </span>
              )}
            </span>
          </span>
        ),
      },
      {
        id: 'admin',
        header: t('admin'),
        width: 210,
        blank: (member) => !member.admin,
        card: 'plain',
        cell: (member) => (member.admin ? <StatusBadge tone="good">{t('mineAdmin')}</StatusBadge> : null),
      },
      {
        id: 'since',
        header: t('since'),
        from: 'm',
        width: 150,
        cell: (member) => (
          <span className={styles.dim}>
            <Moment at={member.since} />
          </span>
        ),
      },
      ...(group.may.edit
        ? [
            {
              id: 'actions',
              header: t('actions'),
              fixed: true,
              card: 'actions',
              align: 'end',
              width: 92,
              cell: (member: Member) => <MemberMenu member={member} onChange={change} />,
            } satisfies Column<Member>,
          ]
        : []),
    ],
    [t, seesPeople, group.may.edit, change],
  );
  return (
    <DataTable
      label={t('members')}
      columns={columns}
      data={{ rows: list.data?.items ?? (list.error === null ? undefined : []), refreshing: list.isPlaceholderData, ...pager }}
      rowId={idOf}
      rowName={nameOf}
      empty={
        <EmptyState
          kind="nothingYet"
          title={t('noMembersTitle')}
          action={group.may.addMembers && onAdd !== undefined ? <Button onClick={onAdd}>{t('addMembers')}</Button> : undefined}
        >
          {group.may.addMembers ? t('noMembers') : undefined}
        </EmptyState>
      }
      foot={list.data === undefined ? undefined : t('shown', { count: list.data.items.length })}
    />
  );
}

type Change = (member: Member, what: 'makeAdmin' | 'noAdmin' | 'takeOut') => void;

function useChanges(group: Group, mayAdd: boolean): Change {
  const t = useTranslations('groups');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const { mutate: takeBackIn } = useMutation({
    mutationFn: ({ id, admin }: Member) => api.groups.addMembers({ params: { id: group.id }, body: { userIds: [id], admin } }),
    onError: (error) => toast(say(error), 'red'),
    onSettled: () => client.invalidateQueries({ queryKey: ['groups'] }),
  });
  const { mutate } = useMutation({
    mutationFn: async ({ member, what }: { member: Member; what: Parameters<Change>[1] }): Promise<void> => {
      const params = { id: group.id, userId: member.id };
      if (what === 'takeOut') await api.groups.takeOut({ params });
      else await api.groups.changeMember({ params, body: { admin: what === 'makeAdmin' } });
    },
    onSuccess: (_, { member, what }) => {
      const words = t(({ takeOut: 'takenOut', makeAdmin: 'isAdmin', noAdmin: 'isMember' } as const)[what], { name: member.name });
      if (what === 'takeOut' && mayAdd) undoToast(words, () => takeBackIn(member));
      else toast(words);
    },
    onError: (error) => toast(say(error), 'red'),
    onSettled: () => client.invalidateQueries({ queryKey: ['groups'] }),
  });
  return useMemo(() => (member, what) => mutate({ member, what }), [mutate]);
}

function MemberMenu({ member, onChange }: { member: Member; onChange: Change }) {
  const t = useTranslations('groups');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={32} aria-label={t('actionsNamed', { name: member.name })} title={t('actions')}>
          <IconDots size={18} stroke={1.8} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChange(member, member.admin ? 'noAdmin' : 'makeAdmin')}>
          {member.admin ? t('noAdmin') : t('makeAdmin')}
        </Menu.Item>
        <Menu.Item onClick={() => onChange(member, 'takeOut')}>{t('takeOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
