import type { Belongings } from '../../platform/belongings.ts';
import { forgetMails, mailsAbout } from './mail-belongings-store.ts';

/** The mails to a person, with what the server said. Erased, that they were sent stays; to whom and in which words is gone. */
export const mailBelongings: Belongings = {
  name: 'mails',
  about: (scope, userId) => mailsAbout(scope.tx, userId),
  erase: (scope, userId) => forgetMails(scope.tx, userId),
};
