import { Skeleton } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import type { Permission } from '../../../contract/permissions.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { usePermissionWords } from './permission-words.ts';
import { rolesQuery } from './role-queries.ts';
import styles from './roles.module.css';

/** The table role × permission, in words. It stands in the code; nobody can change it by mistake. */
export function RolesPage() {
  const t = useTranslations('roles');
  const people = useTranslations('people');
  const { say } = useErrorWords();
  const words = usePermissionWords();
  const { data, error } = useQuery(rolesQuery);
  const parts = [...new Set((data?.permissions ?? []).map(partOf))];
  return (
    <PageFrame title={t('title')} intro={t('intro')}>
      {error !== null ? <Banner tone="red">{say(error)}</Banner> : null}
      {data === undefined ? (
        error === null ? (
          <Skeleton height={420} radius="lg" />
        ) : null
      ) : (
        <>
          <dl className={styles.roles}>
            {data.roles.map(({ role }) => (
              <div key={role}>
                <dt>
                  <Link to="/admin/users" search={{ role: [role] }}>
                    {people(`roles.${role}`)}
                  </Link>
                </dt>
                <dd>{people(`roleWords.${role}`)}</dd>
              </div>
            ))}
          </dl>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard */}
          <section className={styles.frame} aria-label={t('table')} tabIndex={0}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('what')}</th>
                  {data.roles.map(({ role }) => (
                    <th key={role} scope="col">
                      <span className={styles.role}>{people(`roles.${role}`)}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {parts.map((part) => (
                  <Fragment key={part}>
                    <tr>
                      <th scope="colgroup" colSpan={data.roles.length + 1} className={styles.part}>
                        {t(`parts.${part}`)}
                      </th>
                    </tr>
                    {data.permissions
                      .filter((permission) => partOf(permission) === part)
                      .map((permission) => (
                        <tr key={permission}>
                          <th scope="row">{words(permission)}</th>
                          {data.roles.map(({ role, permissions: has }) => (
                            <td key={role}>
                              <Mark on={has.includes(permission)} />
                            </td>
                          ))}
                        </tr>
                      ))}
                  </Fragment>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </PageFrame>
  );
}

type Part = Permission extends `${infer P}.${string}` ? P : never;
const partOf = (permission: Permission): Part => permission.split('.')[0] as Part;

function Mark({ on }: { on: boolean }) {
  const t = useTranslations('roles');
  const Icon = on ? IconCheck : IconMinus;
  return (
    <span className={styles.mark} data-on={on}>
      <Icon size={16} stroke={on ? 2.4 : 1.6} aria-hidden="true" />
      <span className={styles.heard}>{on ? t('yes') : t('no')}</span>
    </span>
  );
}
