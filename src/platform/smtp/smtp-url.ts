/** One mail server, as said by SMTP_URL. Secrets stay in here and are never logged. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps). */
  readonly secure: boolean;
  /** How STARTTLS is treated on a plain port: needed, used when offered, never. */
  readonly startTls: 'required' | 'offered' | 'never';
  readonly user: string | null;
  readonly password: string | null;
  readonly connections: number;
}

export type SmtpUrlResult =
  | { readonly ok: true; readonly settings: SmtpSettings }
  | { readonly ok: false; readonly problem: string };

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/**
 * Reads `smtp://user:password@host:587?connections=20&starttls=required` and `smtps://…`.
 * With a password, a server that is not on this machine must speak TLS, unless `starttls=never` says otherwise.
 */
export function parseSmtpUrl(text: string): SmtpUrlResult {
  const refuse = (problem: string): SmtpUrlResult => ({ ok: false, problem });
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return refuse('SMTP_URL is not an address such as smtp://user:password@mail.example.com:587');
  }
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') return refuse('SMTP_URL must begin with smtp:// or smtps://');
  if (url.hostname === '') return refuse('SMTP_URL names no server');
  if ((url.username === '') !== (url.password === ''))
    return refuse('SMTP_URL has a user without a password or the other way round');
  const secure = url.protocol === 'smtps:';
  const unknown = [...url.searchParams.keys()].find((key) => key !== 'connections' && key !== 'starttls');
  if (unknown !== undefined) return refuse(`SMTP_URL has an unknown setting: ${unknown}`);
  const connections = Number(url.searchParams.get('connections') ?? '20');
  if (!Number.isInteger(connections) || connections < 1 || connections > 100)
    return refuse('connections in SMTP_URL must be a number from 1 to 100');
  const wanted =
    url.searchParams.get('starttls') ?? (url.username !== '' && !LOOPBACK.test(url.hostname) ? 'required' : 'offered');
  if (wanted !== 'required' && wanted !== 'offered' && wanted !== 'never')
    return refuse('starttls in SMTP_URL must be required, offered or never');
  return {
    ok: true,
    settings: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      startTls: wanted,
      connections,
      user: url.username === '' ? null : decodeURIComponent(url.username),
      password: url.password === '' ? null : decodeURIComponent(url.password),
    },
  };
}
