import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { useMay } from '../../session.tsx';
import { Card } from '../../ui/card.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useActorWords } from '../audit/event-people.tsx';
import { groupsOfQuery } from '../groups/group-queries.ts';
import { useGroupNames } from '../groups/use-group-names.ts';
import { usePermissionWords } from '../roles/permission-words.ts';
import { rolesQuery } from '../roles/role-queries.ts';
import styles from './person-page.module.css';

/** What somebody may do and where each of it comes from: the role, and the groups with whoever added them. */
export function PersonAccess({ user }: { user: User }) {
  const t = useTranslations('person');
  const people = useTranslations('people');
  const format = useFormatter();
  const words = usePermissionWords();
  const { data: roles } = useQuery(rolesQuery);
  const { data } = useQuery(groupsOfQuery(user.id));
  const ofRole = roles?.roles.find(({ role }) => role === user.role)?.permissions ?? [];
  // An import compares with everybody: whoever looks after some groups has none.
  const rights = user.within === null ? ofRole : ofRole.filter((right) => !right.startsWith('imports.'));
  const day = (at: string): string => format.dateTime(new Date(at), { day: 'numeric', month: 'long', year: 'numeric' });
  return (
    <Card title={t('access')} words={t('accessWords')}>
      <p>
        {t.rich('fromRole', { role: people(`roles.${user.role}`), strong: (role) => <strong>{role}</strong> })}
        {' · '}
        <Link to="/admin/roles">{t('table')}</Link>
      </p>
      <RoleGiven user={user} />
      {user.within === null ? null : <LooksAfter groupIds={user.within} />}
      {roles === undefined ? null : rights.length === 0 ? (
        <p className={styles.dim}>{t('nothingFromRole')}</p>
      ) : (
        <ul className={styles.rights}>
          {rights.map((right) => (
            <li key={right}>
              <StatusBadge>{words(right)}</StatusBadge>
            </li>
          ))}
        </ul>
      )}
      <h3 className={styles.sub}>{t('groups')}</h3>
      {data === undefined ? null : data.groups.length === 0 ? (
        <p className={styles.dim}>{t('noGroups')}</p>
      ) : (
        <ul className={styles.list}>
          {data.groups.map((group) => (
            <li key={group.id} className={styles.item}>
              <span className={styles.what}>
                <Link to="/admin/groups/$id" params={{ id: group.id }} className={styles.name ?? ''}>
                  {group.name}
                </Link>{' '}
                {group.admin ? (
                  <StatusBadge tone={group.onlyAdmin ? 'amber' : 'plain'}>
                    {group.onlyAdmin ? t('groupOnlyAdmin') : t('groupAdmin')}
                  </StatusBadge>
                ) : null}
                <span className={styles.dim}>
                  {group.addedBy === null
                    ? t('since', { when: day(group.since) })
                    : t('addedBy', { name: group.addedBy, when: day(group.since) })}
                </span>
                <span className={styles.dim}>{t(group.admin ? 'mayAsAdmin' : 'mayAsMember')}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** The groups to whose members a user manager is limited. */
function LooksAfter({ groupIds }: { groupIds: string[] }) {
  const t = useTranslations('person');
  const names = useGroupNames(groupIds);
  return <p>{t('looksAfter', { names })}</p>;
}

/** Who gave somebody the role they have, and when; only for whoever may look into the log. */
function RoleGiven({ user }: { user: User }) {
  const t = useTranslations('person');
  const may = useMay();
  const who = useActorWords();
  const format = useFormatter();
  const { data } = useQuery({
    queryKey: ['audit', 'role', user.id, user.version, user.role],
    queryFn: () => api.audit.list({ query: { targetId: user.id, event: 'user.changed', limit: 50 } }),
    enabled: may('audit.read'),
  });
  const given = data?.items.find(({ detail }) => detail.act === 'changeRole');
  const name = given && who(given);
  if (!given || !name) return null;
  const when = format.dateTime(new Date(given.at), { day: 'numeric', month: 'long', year: 'numeric' });
  return <p className={styles.dim}>{t('roleGiven', { name, when })}</p>;
}
