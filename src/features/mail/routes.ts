import { mail, mailbox } from '../../contract/mail.ts';
import type { MailId, UserId } from '../../kernel/ids.ts';
import { implement, type Served } from '../../platform/http/serve-api.ts';
import type { App } from '../../platform/scope.ts';
import type { MailKinds } from './mail-definition.ts';
import { listMailbox, showInMailbox } from './mailbox.ts';
import { type PersonSeen, showCopy } from './show-copy.ts';
import { resolveMail, showMailsOfUser, showTotals, showTransport } from './show-mails.ts';

/** `seen` refuses a person whom the actor cannot see. */
export const mailRoutes = (app: App, kinds: MailKinds, seen: PersonSeen): Served[] => [
  ...implement(mail, {
    transport: (scope) => showTransport(app, scope),
    totals: (scope) => showTotals(scope),
    ofUser: async (scope, { params }) => {
      await seen(scope, params.id as UserId);
      return showMailsOfUser(scope, params.id as UserId);
    },
    copy: (scope, { params }) => showCopy(app, kinds, scope, params.id as MailId, seen),
    resolve: async (scope, { params, body }) => {
      await resolveMail(scope, params.id as MailId, body.as);
      return {};
    },
  }),
  ...implement(mailbox, {
    list: (scope, { query }) => listMailbox(app, kinds, scope, query),
    show: (scope, { params }) => showInMailbox(app, kinds, scope, params.id as MailId),
  }),
];
