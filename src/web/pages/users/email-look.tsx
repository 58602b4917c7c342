import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import styles from './email-look.module.css';

/** While an address is typed: is it one, does it belong to somebody already, and what would that make them. */
export function EmailLook({ email }: { email: string }) {
  const t = useTranslations('people.look');
  const { sayCode } = useErrorWords();
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(email.trim()), 400);
    return () => clearTimeout(timer);
  }, [email]);
  const { data } = useQuery({
    queryKey: ['users', 'look', settled],
    queryFn: () => api.arrivals.look({ body: { email: settled } }),
    enabled: settled.length > 2,
    retry: false,
  });
  if (data === undefined || settled !== email.trim() || settled.length < 3) return <p className={styles.look} role="status" />;
  if (data.problem !== null) {
    return (
      <p className={styles.look} role="status" data-tone="amber">
        {sayCode(`email.${data.problem}`)}
      </p>
    );
  }
  if (data.taken !== null) {
    const { id, name } = data.taken;
    return (
      <p className={styles.look} role="status" data-tone="amber">
        {t.rich('taken', {
          name,
          person: (words) => (
            <Link to="/admin/users" search={{ user: id, blocked: true }}>
              {words}
            </Link>
          ),
        })}
      </p>
    );
  }
  return (
    <p className={styles.look} role="status">
      {t(data.kind)}
    </p>
  );
}
