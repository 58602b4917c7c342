import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import styles from './audit-page.module.css';
import type { AuditEvent } from './audit-page.tsx';

/** What the system calls itself where somebody started it by hand. */
const COMMAND_LINE = 'command line';

/** Who did it; a click shows whatever else they did. */
export function Actor({ event }: { event: AuditEvent }) {
  const t = useTranslations('auditLog');
  const name = useActorWords()(event) ?? t('system');
  const { id } = event.actor;
  if (id === null) return <span>{name}</span>;
  return (
    <Link to="." search={(now) => ({ ...now, actorId: id, cursor: undefined })} className={styles.quiet ?? ''}>
      {name}
    </Link>
  );
}

/** What whoever did it is called; null: the system, by itself. */
export function useActorWords(): (event: Pick<AuditEvent, 'actor' | 'erased'>) => string | null {
  const t = useTranslations('auditLog');
  return ({ actor, erased }) => {
    switch (actor.kind) {
      case 'system':
        return actor.name === COMMAND_LINE ? t('commandLine') : null;
      case 'key':
        return t('key', { name: actor.name });
      case 'anonymous':
        return t('anonymous');
      default:
        return actor.name === '' && erased ? t('formerUser') : actor.name;
    }
  };
}

/** To whom or what it was done; a person can be opened from here. */
export function Target({ event, names }: { event: AuditEvent; names: Readonly<Record<string, string>> }) {
  const t = useTranslations('auditLog');
  const { target, erased } = event;
  if (target === null) return <span aria-hidden="true">—</span>;
  const isPerson = target.kind === 'user' && target.id !== null;
  if (isPerson && (erased || event.event === 'user.erased')) return <span>{t('formerUser')}</span>;
  const name = target.name || names[target.id ?? ''] || t(`things.${target.kind as 'user'}`);
  if (!isPerson) return <span>{name}</span>;
  return (
    <Link to="/admin/users/$id" params={{ id: target.id ?? '' }} className={styles.quiet ?? ''}>
      {name}
    </Link>
  );
}
