import { CannotStart } from '../cannot-start.ts';
import { LINE_TIMES, type Line, type LineTimes, openLine } from './line.ts';
import { parseSmtpUrl } from './smtp-url.ts';

/** The way out of the building. It opens lines; what goes over them, and when, is the outbox's business. */
export interface Mailer {
  /** Host and port, for people to read. */
  readonly server: string;
  /** The most lines to open at once for bulk; one more is kept for what somebody waits for. */
  readonly connections: number;
  /** The address mails come from. */
  readonly from: string;
  /** Throws LineError. */
  openLine(): Promise<Line>;
}

export interface MailerConfig {
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  readonly publicUrl: string;
}

/**
 * @returns null when no server is set: mails are kept in the built-in mailbox.
 * @throws CannotStart when SMTP_URL cannot be used, with one sentence saying why.
 */
export function makeMailer(config: MailerConfig, times: LineTimes = LINE_TIMES): Mailer | null {
  if (config.smtpUrl === null) return null;
  const host = new URL(config.publicUrl).hostname;
  const from = config.mailFrom ?? `welkom@${/^[\d.:[\]]+$/.test(host) || !host.includes('.') ? 'localhost.localdomain' : host}`;
  const parsed = parseSmtpUrl(config.smtpUrl);
  if (!parsed.ok) throw new CannotStart(`${parsed.problem}.`);
  const { settings } = parsed;
  return {
    server: `${settings.host}:${settings.port}`,
    connections: settings.connections,
    from,
    openLine: () => openLine(settings, from.slice(from.indexOf('@') + 1), times),
  };
}
