import { createArrival } from '../../features/arrivals/index.ts';
import { findGroupByName } from '../../features/groups/index.ts';
import { foldText } from '../../kernel/fold-text.ts';
import { newId } from '../../kernel/ids.ts';
import { isLocale } from '../../kernel/locale.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import type { Scope } from '../../platform/scope.ts';
import { type Answer, asOperator, demandDay, demandRole, type Here } from './answer.ts';

export interface NewPerson {
  firstName: string;
  lastName: string;
  role: string;
  language?: string;
  group?: string[];
  silent?: boolean;
  on?: string;
}

/** A group by its name. @throws CannotStart */
export async function groupCalled(scope: Scope, name: string): Promise<{ id: string; name: string }> {
  const group = await findGroupByName(scope.tx, foldText(name));
  if (!group) throw new CannotStart(`There is no group named "${name}".`);
  return group;
}

/** Adds one person as the form does: in groups at once, welcomed now, on a day, or not yet. */
export async function bringInPerson(here: Here, email: string, options: NewPerson): Promise<Answer> {
  const { firstName, lastName, language, group = [], silent, on } = options;
  const role = demandRole(options.role);
  const day = on === undefined ? null : demandDay(on);
  return asOperator(here, async (scope) => {
    const groupIds: string[] = [];
    for (const name of group) groupIds.push((await groupCalled(scope, name)).id);
    const { id, welcome } = await createArrival(here.app, scope, {
      ...{ namePrefix: null, userName: null, externalId: null, department: null, jobTitle: null, startDate: null },
      ...{ key: newId(), firstName, lastName, email, role, groupIds },
      ...(isLocale(language) && { locale: language }),
      notice: day !== null ? { when: 'onDay', day } : { when: silent ? 'later' : 'now' },
    });
    return { done: `${email} is in${MAILED[welcome]}`, json: { id, email, welcome } };
  });
}

const MAILED = {
  sent: '; the welcome mail is on its way.',
  kept: '; its mail is kept in the mailbox.',
  onDay: '; the welcome mail goes out on the morning of that day.',
  later: ', without a mail: nobody can log in with it before it is welcomed.',
  noAddress: ', without an address to mail to.',
} as const;
