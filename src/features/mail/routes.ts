import { mail, mailbox } from '../../contract/mail.ts';
import type { MailId, UserId } from '../../kernel/ids.ts';
import { implement, type Served } from '../../platform/http/serve-api.ts';
import type { App } from '../../platform/scope.ts';
import type { MailKinds } from './mail-definition.ts';
import { listMailbox, showInMailbox } from './mailbox.ts';
import { resolveMail, showMailsOfUser, showTotals, showTransport } from './show-mails.ts';

export const mailRoutes = (app: App, kinds: MailKinds): Served[] => [
  ...implement(mail, {
    transport: (scope) => showTransport(app, scope),
    totals: (scope) => showTotals(scope),
    ofUser: (scope, { params }) => showMailsOfUser(scope, params.id as UserId),
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
