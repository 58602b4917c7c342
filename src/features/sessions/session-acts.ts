import { z } from 'zod';
import type { UserId } from '../../kernel/ids.ts';
import { defineAct } from '../acts/index.ts';
import { raiseAuthEpoch } from '../users/index.ts';
import { whyNotLogOut } from './log-out.ts';

/** What can be done to many people by sessions: a raised epoch ends every session, key and reset link at the next request. */
export const sessionActs = [
  defineAct({
    name: 'logOut',
    event: 'user.loggedOutEverywhere',
    permission: 'users.logout',
    params: z.strictObject({}),
    whyNot: (_scope, person) => whyNotLogOut(person),
    apply: (scope, people) => raiseAuthEpoch(scope, ...people.map((person) => person.id as UserId)),
  }),
];
