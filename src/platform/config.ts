import { z } from 'zod';
import { isLocale, type Locale } from '../kernel/locale.ts';

/** The environment, parsed once into a typed object. Secrets stand apart, so that logging `config` shows none. */
export interface Config {
  host: string;
  port: number;
  /** Without a slash at the end. What links in mails point to; never taken from a request. */
  publicUrl: string;
  publicUrlIsSet: boolean;
  dataDir: string;
  /** null: PostgreSQL runs embedded in the data folder. */
  databaseUrl: string | null;
  /** null: mails are kept in the built-in mailbox. */
  smtpUrl: string | null;
  mailFrom: string | null;
  openTracking: boolean;
  metricsToken: string | null;
  trustedProxies: string[];
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  mailboxPublic: boolean;
  firstOwner: { email: string; tenantName: string; locale: Locale } | null;
  production: boolean;
}

export interface ConfigSecrets {
  secretKey: string | null;
  firstOwnerPassword: string | null;
}

export class ConfigProblems extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigProblems';
    this.problems = problems;
  }
}

type Environment = Record<string, string | undefined>;

/**
 * Reads and checks every variable; all problems are reported together.
 * @throws ConfigProblems one sentence per problem, saying which variable and what to do
 */
export function readConfig(env: Environment, readFile: (path: string) => string): { config: Config; secrets: ConfigSecrets } {
  const problems: string[] = [];
  const value = (name: string): string | undefined => {
    const direct = env[name]?.trim();
    if (direct) return direct;
    const file = env[`${name}_FILE`]?.trim();
    if (!file) return undefined;
    try {
      return readFile(file).trim() || undefined;
    } catch {
      problems.push(`${name}_FILE points to ${file}, which cannot be read.`);
      return undefined;
    }
  };
  const choice = (name: string, fallback: boolean): boolean => {
    const text = value(name)?.toLowerCase();
    if (text === undefined) return fallback;
    if (['on', 'true', '1', 'yes'].includes(text)) return true;
    if (['off', 'false', '0', 'no'].includes(text)) return false;
    problems.push(`${name} is "${text}"; it must be on or off.`);
    return fallback;
  };
  const url = (name: string, protocols: string[], example: string): string | null => {
    const text = value(name);
    if (!text) return null;
    const parsed = z.url().safeParse(text).success ? new URL(text) : undefined;
    if (!parsed || !protocols.includes(parsed.protocol) || !parsed.hostname) {
      problems.push(`${name} is not a usable address; it must look like ${example}.`);
      return null;
    }
    return text;
  };

  const portText = value('PORT') ?? '3000';
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    problems.push(`PORT is "${portText}"; it must be a number from 1 to 65535.`);
  const host = value('HOST') ?? '127.0.0.1';
  const publicUrl = url('PUBLIC_URL', ['http:', 'https:'], 'https://welkom.example.org');
  const databaseUrl = url('DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/database');
  const smtpUrl = url('SMTP_URL', ['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org:465');
  if (smtpUrl) {
    const smtp = new URL(smtpUrl);
    if (Boolean(smtp.username) !== Boolean(smtp.password))
      problems.push('SMTP_URL has half a login: give both a user name and a password, or neither.');
  }

  const adminEmail = value('WELKOM_ADMIN_EMAIL');
  const adminPassword = value('WELKOM_ADMIN_PASSWORD');
  const tenantName = value('WELKOM_TENANT_NAME');
  if (Boolean(adminEmail) !== Boolean(adminPassword)) {
    problems.push('WELKOM_ADMIN_EMAIL and WELKOM_ADMIN_PASSWORD belong together: give both, or neither.');
  }
  const locale = value('WELKOM_LOCALE') ?? 'en';
  if (!isLocale(locale)) problems.push(`WELKOM_LOCALE is "${locale}"; it must be en, nl or de.`);

  const logLevel = value('LOG_LEVEL') ?? 'info';
  const levels: readonly string[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
  if (!levels.includes(logLevel)) problems.push(`LOG_LEVEL is "${logLevel}"; it must be one of ${levels.join(', ')}.`);

  const config: Config = {
    host,
    port,
    publicUrl: (publicUrl ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`).replace(/\/+$/, ''),
    publicUrlIsSet: publicUrl !== null,
    dataDir: value('WELKOM_DATA_DIR') ?? './data',
    databaseUrl,
    smtpUrl,
    mailFrom: value('WELKOM_MAIL_FROM') ?? null,
    openTracking: choice('WELKOM_OPEN_TRACKING', false),
    metricsToken: value('WELKOM_METRICS_TOKEN') ?? null,
    trustedProxies: (value('WELKOM_TRUSTED_PROXIES') ?? '').split(/[\s,]+/).filter(Boolean),
    logLevel: logLevel as Config['logLevel'],
    mailboxPublic: choice('WELKOM_MAILBOX_PUBLIC', false),
    firstOwner: adminEmail
      ? { email: adminEmail, tenantName: tenantName ?? 'Welkom', locale: isLocale(locale) ? locale : 'en' }
      : null,
    production: env.NODE_ENV === 'production',
  };
  const secrets = { secretKey: value('WELKOM_SECRET_KEY') ?? null, firstOwnerPassword: adminPassword ?? null };
  if (problems.length) throw new ConfigProblems(problems);
  return { config, secrets };
}
