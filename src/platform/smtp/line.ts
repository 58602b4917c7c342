import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { judgeReply, type Reply, readReply, type Verdict } from './reply-table.ts';
import type { SmtpSettings } from './smtp-url.ts';

export interface OutgoingMail {
  readonly from: string;
  readonly to: string;
  /** The whole message, lines ended by CRLF, without dot-stuffing. */
  readonly message: Buffer;
  /** Given to the server as ENVID, so that a report can be matched. */
  readonly envelopeId?: string;
}

export type LineProblem = 'unreachable' | 'auth' | 'tls' | 'busy' | 'sender';

/** What became of one offer of one mail. */
export type Handover =
  | { readonly fate: 'accepted'; readonly reply: Reply; readonly serverMessageId: string | null }
  | { readonly fate: 'refused'; readonly reply: Reply; readonly verdict: Verdict }
  | { readonly fate: 'deferred'; readonly reply: Reply; readonly verdict: Verdict }
  /** The message was on its way when the line broke: nobody can know. Never offered again by itself. */
  | { readonly fate: 'unknown'; readonly reply: Reply }
  /** Nothing of the message left us; the trouble is the line's, not the person's. */
  | { readonly fate: 'line'; readonly problem: LineProblem; readonly reply: Reply };

export interface Line {
  readonly usable: boolean;
  send(mail: OutgoingMail): Promise<Handover>;
  close(): void;
}

export class LineError extends Error {
  readonly problem: LineProblem;
  readonly reply: Reply;
  constructor(problem: LineProblem, reply: Reply) {
    super(reply.words);
    this.problem = problem;
    this.reply = reply;
  }
}

export interface LineTimes {
  /** Connecting, greeting, TLS and login together, in ms. */
  readonly open: number;
  /** From MAIL to the last byte, in ms. */
  readonly offer: number;
  /** Waiting for the answer after the final dot, in ms (RFC 5321 4.5.3.2.6 asks for ten minutes). */
  readonly answer: number;
}

export const LINE_TIMES: LineTimes = { open: 30_000, offer: 120_000, answer: 600_000 };

interface Fault {
  readonly message: string;
  readonly code?: string | undefined;
  readonly response?: string | undefined;
  readonly command?: string | undefined;
}

const replyOf = (fault: Fault): Reply =>
  fault.response ? readReply(fault.response) : { code: null, enhanced: null, words: fault.message.slice(0, 500) };

function problemOf(fault: Fault): LineProblem {
  if (fault.code === 'EAUTH' || fault.code === 'ENOAUTH' || fault.code === 'EOAUTH2') return 'auth';
  if (fault.code === 'ETLS' || /certificate|SSL|TLS|self.signed|altname/i.test(fault.message)) return 'tls';
  return replyOf(fault).code !== null ? 'busy' : 'unreachable';
}

/** Opens one connection: greeting, TLS as the settings demand, login. Throws LineError. */
export function openLine(settings: SmtpSettings, name: string, times: LineTimes = LINE_TIMES): Promise<Line> {
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    name,
    requireTLS: !settings.secure && settings.startTls === 'required',
    ignoreTLS: settings.startTls === 'never',
    connectionTimeout: times.open,
    greetingTimeout: times.open,
    socketTimeout: times.offer + times.answer,
    socketCloseTimeout: 1_000,
    allowInternalNetworkInterfaces: true,
    // Where encryption is only offered, an unknown certificate still beats plain text; where it is demanded, it must be the right one.
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: settings.secure || settings.startTls === 'required' },
  });
  return new Promise((resolve, reject) => {
    let over = false;
    const timer = setTimeout(() => fail({ message: `no answer within ${Math.round(times.open / 1000)} s` }), times.open);
    const fail = (fault: Fault) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      connection.close();
      reject(new LineError(problemOf(fault), replyOf(fault)));
    };
    const done = () => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      connection.removeListener('error', fail);
      resolve(makeLine(connection, times));
    };
    connection.on('error', fail);
    connection.once('end', () => fail({ message: 'the server closed the connection' }));
    connection.connect((fault) => {
      if (fault) return fail(fault);
      if (settings.user === null || settings.password === null) return done();
      connection.login(
        { user: settings.user, pass: settings.password, credentials: { user: settings.user, pass: settings.password } },
        (refused) => (refused ? fail({ ...pick(refused), code: 'EAUTH' }) : done()),
      );
    });
  });
}

const pick = (fault: Fault): Fault => ({ message: fault.message, response: fault.response, command: fault.command });

function makeLine(connection: SMTPConnection, times: LineTimes): Line {
  let usable = true;
  let trouble: ((fault: Fault) => void) | null = null;
  // The connection may have a better reason for its end on the way: that one comes first.
  const broken = (fault: Fault) => {
    usable = false;
    setImmediate(() => trouble?.(fault));
  };
  connection.on('error', broken);
  connection.on('end', () => broken({ message: 'the server closed the connection' }));
  const close = () => {
    usable = false;
    connection.close();
  };

  return {
    get usable() {
      return usable;
    },
    close: () => {
      if (usable) {
        usable = false;
        connection.quit();
      } else connection.close();
    },
    send(mail) {
      return new Promise<Handover>((resolve) => {
        let onItsWay = false;
        let timer = setTimeout(() => overdue(), times.offer);
        const overdue = () => {
          close();
          settle({ message: onItsWay ? 'no answer after the message' : 'the server stopped answering' });
        };
        const finish = (handover: Handover) => {
          clearTimeout(timer);
          trouble = null;
          resolve(handover);
        };
        const settle = (fault: Fault) => {
          const reply = replyOf(fault);
          if (reply.code === 421) close();
          if (reply.code === null || reply.code < 400) {
            close();
            return finish(onItsWay ? { fate: 'unknown', reply } : { fate: 'line', problem: problemOf(fault), reply });
          }
          if (!onItsWay && (reply.code === 530 || reply.code === 535)) return finish({ fate: 'line', problem: 'auth', reply });
          const verdict = judgeReply(reply);
          if (
            fault.command === 'MAIL FROM' &&
            reply.code >= 500 &&
            verdict.meaning !== 'tooLarge' &&
            verdict.meaning !== 'needsAscii'
          ) {
            return finish({ fate: 'line', problem: 'sender', reply });
          }
          finish(verdict.again ? { fate: 'deferred', reply, verdict } : { fate: 'refused', reply, verdict });
        };
        // Not a stream of ours but the least that the connection asks of one: when it is told to pipe, the server has said 354.
        const message = {
          on() {
            return message;
          },
          removeListener() {
            return message;
          },
          unpipe() {
            return message;
          },
          destroy() {
            return message;
          },
          pipe(to: NodeJS.WritableStream) {
            onItsWay = true;
            clearTimeout(timer);
            timer = setTimeout(() => overdue(), times.answer);
            to.end(mail.message);
            return to;
          },
        };
        if (!usable) return settle({ message: 'the connection is closed' });
        const ascii = isAscii(mail.to) && isAscii(mail.from);
        if (!ascii && !speaksUtf8(connection)) {
          const reply: Reply = {
            code: null,
            enhanced: '5.6.7',
            words: 'the mail server does not take addresses with other than ASCII letters before the @',
          };
          return finish({ fate: 'refused', reply, verdict: judgeReply(reply) });
        }
        trouble = settle;
        connection.send(
          {
            from: { address: mail.from },
            to: [{ address: mail.to }],
            size: mail.message.length,
            ...(mail.envelopeId ? { dsn: { ret: 'HDRS', envid: mail.envelopeId, notify: ['FAILURE', 'DELAY'] } } : {}),
          },
          message as never,
          (fault, done) =>
            fault
              ? settle(fault)
              : finish({
                  fate: 'accepted',
                  reply: readReply(done?.response ?? '250'),
                  serverMessageId: done?.serverMessageId ?? null,
                }),
        );
      });
    },
  };
}

const isAscii = (text: string) => /^[\x21-\x7e]+$/.test(text);

const speaksUtf8 = (connection: SMTPConnection) => {
  const known: unknown = Reflect.get(connection, '_supportedExtensions');
  return Array.isArray(known) && known.includes('SMTPUTF8');
};
