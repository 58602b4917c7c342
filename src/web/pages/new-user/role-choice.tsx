import { Radio, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { Role } from '../../../contract/permissions.ts';
import { rolesQuery } from '../roles/role-queries.ts';
import styles from './new-user.module.css';

/** Which permissions the new person gets: only those that may be given, each with a sentence. */
export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const t = useTranslations('newUser');
  const people = useTranslations('people');
  const { data } = useQuery(rolesQuery);
  if (data === undefined) return <Skeleton height={120} radius="md" />;
  const givable = data.roles.filter(({ role, mayGive }) => mayGive || role === 'member').map(({ role }) => role);
  if (givable.length === 1)
    return (
      <p>
        {t.rich('onlyMember', {
          role: people('roles.member'),
          words: people('roleWords.member'),
          strong: (words) => <strong>{words}</strong>,
        })}
      </p>
    );
  return (
    <Radio.Group value={value} onChange={(role) => onChange(role as Role)} aria-label={t('permissions')}>
      <div className={styles.choices}>
        {[...givable].reverse().map((role) => (
          <Radio key={role} value={role} label={people(`roles.${role}`)} description={people(`roleWords.${role}`)} />
        ))}
      </div>
    </Radio.Group>
  );
}
