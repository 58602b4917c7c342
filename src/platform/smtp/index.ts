export { makeMailer, type Mailer, type MailerConfig } from './mailer.ts';
export { LineError, LINE_TIMES, type Handover, type Line, type LineProblem, type LineTimes, type OutgoingMail } from './line.ts';
export { judgeReply, readReply, type Meaning, type Reply, type Verdict } from './reply-table.ts';
export { parseSmtpUrl } from './smtp-url.ts';
