import { type App, publicUrlOf, type Scope } from '../../platform/scope.ts';

/** Host names that nobody outside can reach: this machine, private networks, names without a public ending. */
const PRIVATE =
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|\[f[cd][0-9a-f]{2}:.*\]|[^.]+|.*\.(localhost|local|internal|intranet|lan|test|example|home\.arpa))$/i;

/**
 * Is the built-in mailbox there? While mails are kept here, and at an address that strangers can reach only where the
 * operator opted in: its mails hold the way in for other people.
 */
export function isMailboxServed(app: Pick<App, 'config' | 'mailer'>, { tenant }: Pick<Scope, 'tenant'>): boolean {
  const kept = app.mailer === null || tenant.sealedAt !== null;
  return kept && (app.config.mailboxPublic || PRIVATE.test(new URL(publicUrlOf(app, tenant)).hostname));
}
