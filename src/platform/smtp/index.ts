export { type Handover, LINE_TIMES, type Line, LineError, type LineProblem, type LineTimes, type OutgoingMail } from './line.ts';
export { type Mailer, type MailerConfig, makeMailer } from './mailer.ts';
export { judgeReply, type Meaning, type Reply, readReply, type Verdict } from './reply-table.ts';
export { parseSmtpUrl } from './smtp-url.ts';
