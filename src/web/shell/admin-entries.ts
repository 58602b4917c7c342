import type { Permission } from '../../contract/permissions.ts';
import type { Me } from '../../contract/session.ts';
import { mayAdmin } from '../session.tsx';

export interface AdminEntry {
  to:
    | '/admin/users'
    | '/admin/welcome'
    | '/admin/status'
    | '/admin/imports'
    | '/admin/groups'
    | '/admin/roles'
    | '/admin/audit'
    | '/admin/keys'
    | '/admin/settings'
    | '/mailbox';
  word:
    | 'users'
    | 'overview'
    | 'welcomeEmail'
    | 'statusEmail'
    | 'importUsers'
    | 'groups'
    | 'roles'
    | 'auditLog'
    | 'apiKeys'
    | 'settings'
    | 'mailbox';
  level: 1 | 2;
  needs: Permission;
  /** a heading over others: chosen while one of them is */
  group?: readonly string[];
  exact?: boolean;
}

const first: readonly AdminEntry[] = [
  { to: '/admin/users', word: 'users', level: 1, needs: 'users.read', group: ['/admin/users', '/admin/welcome'] },
  { to: '/admin/users', word: 'overview', level: 2, needs: 'users.read' },
  { to: '/admin/welcome', word: 'welcomeEmail', level: 2, needs: 'welcome.read' },
  { to: '/admin/status', word: 'statusEmail', level: 1, needs: 'mail.read' },
  { to: '/admin/imports', word: 'importUsers', level: 1, needs: 'imports.read' },
  { to: '/admin/groups', word: 'groups', level: 1, needs: 'groups.manage' },
];
const office: readonly AdminEntry[] = [
  { to: '/admin/roles', word: 'roles', level: 1, needs: 'users.read' },
  { to: '/admin/audit', word: 'auditLog', level: 1, needs: 'audit.read' },
  { to: '/admin/keys', word: 'apiKeys', level: 1, needs: 'keys.manage' },
  { to: '/admin/settings', word: 'settings', level: 1, needs: 'settings.read' },
];
const mailbox: AdminEntry = { to: '/mailbox', word: 'mailbox', level: 1, needs: 'mailbox.read' };

/** What this person finds on the left. The mailbox is there only while mails are kept here. */
export function entriesFor({ permissions, tenant }: Me): { first: AdminEntry[]; office: AdminEntry[] } {
  const allowed = (entry: AdminEntry): boolean => permissions.includes(entry.needs);
  return { first: first.filter(allowed), office: [...office, ...(tenant.mailbox ? [mailbox] : [])].filter(allowed) };
}

/** Is there anything for this person at this address of the admin panel? A group's own page is also for its members. */
export function maySee(me: Me, pathname: string): boolean {
  const entry = [...first, ...office, mailbox].find(
    ({ to }) => pathname === to || (to !== '/admin/groups' && pathname.startsWith(`${to}/`)),
  );
  return mayAdmin(me) && (entry === undefined || me.permissions.includes(entry.needs));
}
