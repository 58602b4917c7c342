import { z } from 'zod';
import type { UserId } from '../../kernel/ids.ts';
import { defineAct } from '../acts/index.ts';
import { postReset } from './link-mails.ts';
import { prepareReset } from './prepare-links.ts';

/** What can be done to many people by activation: a mail with a link to set a new password, never the password itself. */
export const resetActs = [
  defineAct({
    name: 'resetPassword',
    event: 'user.passwordResetSent',
    permission: 'users.resetPassword',
    params: z.strictObject({}),
    whyNot: (_scope, person) =>
      person.deactivated_at ? 'deactivated' : !person.activated_at ? 'notIn' : person.email ? null : 'noAddress',
    apply: async (scope, people, _params, actId) => {
      const left = new Map<string, string>();
      for (const person of people) {
        const reset = await prepareReset(scope, person.id as UserId);
        if (reset) await postReset(scope, person, reset, `${actId}:${person.id}`);
        else left.set(person.id, 'notIn');
      }
      return left;
    },
  }),
];
