import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { LINE_TIMES, LineError, type MailerConfig, makeMailer, parseSmtpUrl } from '../../platform/smtp/index.ts';
import { type Finding, fine, odd, wrong } from './finding.ts';

const SECONDS = 10;

/** The way to the mail server, step by step; stops at the first step that fails. No mail is sent. */
export async function lookAtMail(config: MailerConfig): Promise<Finding[]> {
  const { smtpUrl, mailFrom } = config;
  if (smtpUrl === null) {
    return [odd('Mail', 'No mail server is set: mails are kept in the built-in mailbox.', 'Set SMTP_URL to have them sent.')];
  }
  const parsed = parseSmtpUrl(smtpUrl);
  if (!parsed.ok) return [wrong('Mail', `${parsed.problem}.`, 'Correct SMTP_URL.')];
  const { settings } = parsed;
  const { host, port } = settings;
  const findings: Finding[] = [];
  const from: Finding = mailFrom
    ? fine('Mail', `from ${mailFrom}`)
    : odd('Mail', 'WELKOM_MAIL_FROM is not set.', 'Set it to an address of a domain that this server may send for.');

  try {
    const { address } = await lookup(host);
    findings.push(fine('Mail', `${host} is ${address}`));
  } catch {
    return [...findings, wrong('Mail', `There is no machine named ${host}.`, 'Correct the server name in SMTP_URL.')];
  }
  const refusal = await knock(host, port);
  if (refusal) {
    const advice = 'Look at the port in SMTP_URL (587 for smtp, 465 for smtps) and at the firewall between.';
    return [...findings, wrong('Mail', `${host} does not answer on port ${port} (${refusal}).`, advice)];
  }
  findings.push(fine('Mail', `${host} answers on port ${port}`));
  try {
    const mailer = makeMailer(config, { ...LINE_TIMES, open: SECONDS * 1000 });
    (await mailer?.openLine())?.close();
    const secured = settings.secure
      ? 'encrypted from the first byte'
      : { required: 'encrypted by STARTTLS', offered: 'encrypted where offered', never: 'not encrypted' }[settings.startTls];
    findings.push(
      fine('Mail', settings.user === null ? `${secured}, without a login` : `${secured}, logged in as ${settings.user}`),
      from,
    );
  } catch (error) {
    findings.push(troubleWith(error, settings.user));
  }
  return findings;
}

function troubleWith(error: unknown, user: string | null): Finding {
  const words = error instanceof Error ? error.message : String(error);
  const problem = error instanceof LineError ? error.problem : 'unreachable';
  if (problem === 'auth')
    return wrong('Mail', `The server refuses the login of ${user}: ${words}`, 'Correct the user name and password in SMTP_URL.');
  if (problem === 'tls') {
    return wrong(
      'Mail',
      `No encrypted connection: ${words}`,
      'Use the name that stands in the server’s certificate; smtps:// for port 465, smtp:// for 587.',
    );
  }
  return wrong('Mail', `The server does not greet us: ${words}`, 'Ask who runs the mail server whether this machine may use it.');
}

function knock(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: SECONDS * 1000 });
    const end = (reason: string | null) => {
      socket.destroy();
      resolve(reason);
    };
    socket.once('connect', () => end(null));
    socket.once('timeout', () => end(`no answer within ${SECONDS} seconds`));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ECONNREFUSED' ? 'refused' : (error.code ?? error.message)),
    );
  });
}
