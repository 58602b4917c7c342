import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export interface TakenMail {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  readonly message: string;
}

export interface ChaosSmtp {
  readonly url: string;
  readonly port: number;
  /** Every message whose final dot came, answered or not. */
  readonly taken: TakenMail[];
  /** How often each Message-ID came. */
  copies(): Map<string, number>;
  /** Connections open now, and the most there ever were at once. */
  readonly lines: { now: number; most: number };
  /** Refuses connections, as if the server were off; `up` brings it back on the same port. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

export interface ChaosOptions {
  readonly port?: number;
  /** Before every answer to a message, in ms. */
  readonly delayMs?: number;
  readonly smtpUtf8?: boolean;
  readonly needsLogin?: boolean;
  readonly refuseSender?: boolean;
  /** Keeps no messages, only counts. */
  readonly countOnly?: boolean;
}

/**
 * A mail server on loopback that behaves as the recipient's name tells it (the part before `@`, `+` or `.`): gone, full,
 * fullnow, grey, slow, dropdot, hangdot, droprcpt, dropdata, busy, policy, toobig, nodot. Everybody else gets a 250.
 */
export async function startChaosSmtp(options: ChaosOptions = {}): Promise<ChaosSmtp> {
  const taken: TakenMail[] = [];
  const seen = new Set<string>();
  const sockets = new Set<Socket>();
  const lines = { now: 0, most: 0 };
  const server = createServer((socket) => {
    sockets.add(socket);
    lines.now++;
    lines.most = Math.max(lines.most, lines.now);
    socket.on('close', () => {
      sockets.delete(socket);
      lines.now--;
    });
    socket.on('error', () => undefined);
    converse(socket, options, seen, taken);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen(options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const down = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return {
    port,
    taken,
    lines,
    url: `smtp://127.0.0.1:${port}`,
    copies: () =>
      taken.reduce((all, mail) => all.set(mail.messageId, (all.get(mail.messageId) ?? 0) + 1), new Map<string, number>()),
    down,
    up: () => listen(port),
    close: async () => {
      if (server.listening) await down();
    },
  };
}

function converse(socket: Socket, options: ChaosOptions, seen: Set<string>, taken: TakenMail[]): void {
  let from = '';
  let to = '';
  let message: Buffer[] | null = null;
  let rest = Buffer.alloc(0);
  let loggedIn = !options.needsLogin;
  const say = (...said: string[]) => {
    if (!socket.destroyed) socket.write(`${said.join('\r\n')}\r\n`);
  };
  const role = () => /^[^@+.]*/.exec(to)?.[0] ?? '';
  say('220 chaos ESMTP');

  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' || verb === 'HELO')
      return say(
        ...[
          'chaos',
          'PIPELINING',
          'ENHANCEDSTATUSCODES',
          '8BITMIME',
          'DSN',
          ...(options.smtpUtf8 ? ['SMTPUTF8'] : []),
          ...(options.needsLogin ? ['AUTH PLAIN'] : []),
          'SIZE 1000000',
        ].map((word, at, all) => `250${at === all.length - 1 ? ' ' : '-'}${word}`),
      );
    if (verb === 'AUTH') {
      loggedIn = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString() === '\u0000user\u0000right';
      return say(loggedIn ? '235 2.7.0 in' : '535 5.7.8 bad credentials');
    }
    if (verb === 'QUIT') {
      say('221 bye');
      socket.end();
      return;
    }
    if (verb === 'RSET' || verb === 'NOOP') return say('250 ok');
    if (!loggedIn) return say('530 5.7.0 authentication required');
    if (verb === 'MAIL') {
      from = /<([^>]*)>/.exec(line)?.[1] ?? '';
      to = '';
      return say(options.refuseSender ? '550 5.7.1 sender not allowed' : '250 2.1.0 ok');
    }
    if (verb === 'RCPT') {
      const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
      to = address;
      const answer = {
        gone: '550 5.1.1 no such user here',
        full: '452 4.2.2 mailbox full',
        fullnow: '552 5.2.2 over quota',
        policy: '550 5.7.1 relaying denied',
        toobig: '552 5.3.4 too big',
      }[role()];
      if (role() === 'droprcpt') return void socket.destroy();
      if (role() === 'busy') {
        to = '';
        say('421 4.3.2 too busy');
        socket.end();
        return;
      }
      if (role() === 'grey' && !seen.has(address)) {
        seen.add(address);
        to = '';
        return say('451 4.7.1 greylisted, come back later');
      }
      if (answer !== undefined) {
        to = '';
        return say(answer);
      }
      return say('250 2.1.5 ok');
    }
    if (verb === 'DATA') {
      if (to === '') return say('503 5.5.1 no recipients');
      if (role() === 'dropdata') return void socket.destroy();
      message = [];
      return say('354 go on');
    }
    say('502 5.5.2 what?');
  };

  const finish = (whole: Buffer): void => {
    const text = whole.toString('latin1');
    const messageId = /^message-id:\s*(<[^>]+>)/im.exec(text)?.[1] ?? '';
    taken.push({ from, to, messageId, message: options.countOnly ? '' : text });
    const who = role();
    if (who === 'dropdot') return void socket.destroy();
    if (who === 'hangdot') return;
    if (who === 'nodot') return say('554 5.6.0 content refused');
    const wait = (who === 'slow' ? 300 : 0) + (options.delayMs ?? 0);
    const answer = () => say(`250 2.0.0 queued as ${taken.length}`);
    if (wait > 0) setTimeout(answer, wait);
    else answer();
  };

  socket.on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (message !== null) {
        const end = rest.indexOf('\r\n.\r\n');
        if (end < 0) return;
        const whole = rest.subarray(0, end + 2);
        rest = rest.subarray(end + 5);
        message = null;
        finish(whole);
        continue;
      }
      const end = rest.indexOf('\r\n');
      if (end < 0) return;
      const line = rest.subarray(0, end).toString('utf8');
      rest = rest.subarray(end + 2);
      command(line);
    }
  });
}
