import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { AuditEvent } from './audit-events.ts';
import styles from './audit-page.module.css';

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

type Told = Pick<AuditEvent, 'event' | 'target' | 'erased'>;

/** To whom or what it was done; whoever or whatever has a page can be opened from here. */
export function Target({ event, names }: { event: Told; names: Readonly<Record<string, string>> }) {
  const t = useTranslations('auditLog');
  const { target, erased } = event;
  if (target === null) return <span aria-hidden="true">—</span>;
  if (target.kind === 'user' && target.id !== null && (erased || event.event === 'user.erased'))
    return <span>{t('formerUser')}</span>;
  return <Thing event={event} names={names} />;
}

/** What an event is about, by its name, or what it is. */
export function Thing({ event, names }: { event: Told; names: Readonly<Record<string, string>> }) {
  const t = useTranslations('auditLog');
  const { kind = '', id = null, name = null } = event.target ?? {};
  const words = name || names[id ?? ''] || t(`things.${kind as 'user'}`);
  const to = pageOf(event);
  if (to === undefined || id === null) return <span>{words}</span>;
  return (
    <Link to={to} params={{ id }} className={styles.quiet ?? ''}>
      {words}
    </Link>
  );
}

/** An import that was never applied may be forgotten by now. */
function pageOf({ event, target }: Told) {
  if (target?.kind === 'user') return '/admin/users/$id';
  if (target?.kind === 'group') return '/admin/groups/$id';
  return event === 'import.applied' ? '/admin/imports/$id' : undefined;
}
