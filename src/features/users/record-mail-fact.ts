import type { RawBuilder } from 'kysely';
import type { UserFilter } from '../../contract/users.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import {
  type MailEnd,
  type Recipient,
  selectByRule,
  selectRecipients,
  tally,
  writeMailEnds,
  writeOpened,
} from './user-mail-store.ts';
import { mailQueued, updateUsers } from './user-store.ts';

export type { Recipient };

/** A mail with a way in was put in the outbox for these people: what the mail before came to is history. */
export const markMailQueued = (scope: Scope, ids: UserId[]): Promise<void> => updateUsers(scope.tx, ids, mailQueued(scope.now));

/** How mails ended, as facts of their people. Telling twice equals telling once. */
export const recordMailEnds = (scope: Scope, ends: MailEnd[]): Promise<void> => writeMailEnds(scope.tx, ends);

/** A mail's picture was fetched, perhaps by a person. The first time counts. */
export const markOpened = (scope: Scope, id: UserId, at: Date): Promise<void> => writeOpened(scope.tx, id, at);

/** People as mails need them; `lock` keeps others from changing them until the transaction's end. */
export const recipients = (scope: Scope, ids: UserId[], lock = false): Promise<Recipient[]> =>
  selectRecipients(scope.tx, ids, lock);

type Which = { filter: UserFilter } | { userIds: UserId[] };

/** How many of these people have each value of a rule over the columns of `users`; counted to the end. */
export const tallyUsers = (scope: Scope, which: Which, rule: RawBuilder<string | null>) =>
  tally(scope.tx, which, scope.now, rule);

/** Who of these people has one value of the rule. */
export const usersByRule = (
  scope: Scope,
  which: Which,
  rule: RawBuilder<string | null>,
  value: string,
  after: UserId | null,
  limit: number,
) => selectByRule(scope.tx, which, scope.now, rule, value, after, limit);
