import type { z } from 'zod';
import type { actState } from '../../../contract/acts.ts';
import type { Role } from '../../../contract/permissions.ts';
import type { SelectionInput } from '../../../contract/users.ts';

const ACT_NAMES = ['deactivate', 'restore', 'changeRole', 'addToGroup', 'takeOutOfGroup', 'logOut', 'resetPassword'] as const;
export type ActName = (typeof ACT_NAMES)[number];
export type ActState = z.output<typeof actState>;

export const isActName = (text: string): text is ActName => (ACT_NAMES as readonly string[]).includes(text);

/** What is about to be done, to whom. */
export interface Asked {
  act: ActName;
  selection: SelectionInput;
  /** how many that is, as it was seen */
  count: number;
  /** the one person it is about */
  person?: { id: string; name: string; role: Role; within: string[] | null } | undefined;
}

/** What is chosen beside the people; an act that still lacks a choice has no params. */
export interface Choice {
  reason: string;
  role: Role | null;
  groupId: string | null;
  /** the groups that a user manager is to look after; none: everybody */
  within: string[];
  /** the last day, where somebody is to be deactivated later */
  lastDay: string | null;
}

export function paramsOf(act: ActName, { reason, role, groupId, within }: Choice): Record<string, unknown> | null {
  switch (act) {
    case 'deactivate':
      return { reason: reason.trim() || null };
    case 'changeRole':
      return role === null ? null : { role, within: role === 'user_manager' && within.length > 0 ? within : null };
    case 'addToGroup':
    case 'takeOutOfGroup':
      return groupId === null ? null : { groupId };
    default:
      return {};
  }
}
