export { type Handover, LINE_TIMES, type Line, LineError, type LineProblem } from './line.ts';
export { type Mailer, type MailerConfig, makeMailer } from './mailer.ts';
export type { Meaning, Reply } from './reply-table.ts';
export { parseSmtpUrl } from './smtp-url.ts';
