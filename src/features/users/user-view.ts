import type { Role } from '../../contract/permissions.ts';
import type { User, UserListRow, UserRow } from '../../contract/users.ts';
import { isLocale, type Locale } from '../../kernel/locale.ts';
import { statusOf } from './user-status.ts';
import type { UserRecord } from './user-store.ts';

const iso = (time: Date | null) => time?.toISOString() ?? null;

/** Where a person's photo is served; another photo is another address. */
export const photoOf = (row: Pick<UserRecord, 'id' | 'photo_file'>): string | null =>
  row.photo_file ? `/api/v1/users/${row.id}/photo?v=${row.photo_file.slice(0, 12)}` : null;

/** A row of the table as lists show it. */
export function userRowOf(row: UserRecord, now: Date): UserRow {
  return {
    id: row.id,
    name: row.display_name,
    email: row.email,
    userName: row.user_name,
    externalId: row.external_id,
    role: row.role as Role,
    kind: row.kind as 'internal' | 'external',
    locale: localeOf(row),
    department: row.department,
    jobTitle: row.job_title,
    startDate: row.start_date,
    photo: photoOf(row),
    source: row.source,
    createdAt: row.created_at.toISOString(),
    status: statusOf(
      {
        deactivatedAt: row.deactivated_at,
        activatedAt: row.activated_at,
        bouncedAt: row.bounced_at,
        mailRefusedAt: row.mail_refused_at,
        invitedAt: row.invited_at,
        linkExpiresAt: row.link_expires_at,
      },
      now,
    ),
    facts: {
      silentSince: iso(row.silent_since),
      welcomeOn: row.welcome_on,
      invitedAt: iso(row.invited_at),
      linkExpiresAt: iso(row.link_expires_at),
      mailQueuedAt: iso(row.mail_queued_at),
      mailAcceptedAt: iso(row.mail_accepted_at),
      mailRefusedAt: iso(row.mail_refused_at),
      mailUnknownAt: iso(row.mail_unknown_at),
      mailReply: row.mail_reply,
      bouncedAt: iso(row.bounced_at),
      bounceReason: row.bounce_reason,
      openedAt: iso(row.opened_at),
      visitedAt: iso(row.visited_at),
      activatedAt: iso(row.activated_at),
      lastSeenAt: iso(row.last_seen_at),
      deactivatedAt: iso(row.deactivated_at),
    },
  };
}

/** The first names of the groups of people, and how many there are; who is in none is not in it. */
export type GroupNames = ReadonlyMap<string, { names: string[]; count: number }>;

export const withGroups = (rows: UserRow[], groups: GroupNames): UserListRow[] =>
  rows.map((row) => ({ ...row, groups: groups.get(row.id) ?? { names: [], count: 0 } }));

/** The whole of one person. */
export function userOf(row: UserRecord, now: Date, may: User['may']): User {
  return {
    ...userRowOf(row, now),
    firstName: row.first_name,
    namePrefix: row.name_prefix,
    lastName: row.last_name,
    phone: row.phone,
    location: row.location,
    managerEmail: row.manager_email,
    endDate: row.end_date,
    pendingEmail: row.pending_email,
    deactivationReason: row.deactivation_reason,
    erased: row.erased_at !== null,
    within: row.role === 'user_manager' ? row.reach : null,
    version: row.version,
    may,
  };
}

function localeOf(row: UserRecord): Locale {
  return isLocale(row.locale) ? row.locale : 'en';
}
