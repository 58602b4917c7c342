import { afterEach, describe, expect, it } from 'vitest';
import { type ChaosOptions, type ChaosSmtp, startChaosSmtp } from '../../../test/harness/chaos-smtp.ts';
import { type Handover, type Line, LineError, openLine } from './line.ts';
import { parseSmtpUrl, type SmtpSettings } from './smtp-url.ts';

const TIMES = { open: 2_000, offer: 2_000, answer: 600 };
const message = Buffer.from('Subject: x\r\nMessage-ID: <x@example.org>\r\n\r\n.a line that begins with a dot\r\n');

let chaos: ChaosSmtp | undefined;
let line: Line | undefined;
afterEach(async () => {
  line?.close();
  await chaos?.close();
});

function settings(url: string): SmtpSettings {
  const parsed = parseSmtpUrl(url);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.settings;
}

async function offer(to: string, options: ChaosOptions = {}): Promise<Handover> {
  chaos = await startChaosSmtp(options);
  line = await openLine(settings(chaos.url), 'example.org', TIMES);
  return line.send({ from: 'welkom@example.org', to, message });
}

const problem = async (url: string): Promise<string> => {
  const failed = await openLine(settings(url), 'example.org', TIMES).catch((error: unknown) => error);
  return failed instanceof LineError ? failed.problem : 'opened';
};

describe('a line to a mail server', () => {
  const TABLE: [to: string, fate: Handover['fate'], usable: boolean][] = [
    ['fine@example.org', 'accepted', true],
    ['gone@example.org', 'refused', true],
    ['full@example.org', 'deferred', true],
    ['nodot@example.org', 'refused', true],
    ['busy@example.org', 'deferred', false],
    ['droprcpt@example.org', 'line', false],
    ['dropdata@example.org', 'line', false],
    ['dropdot@example.org', 'unknown', false],
    ['hangdot@example.org', 'unknown', false],
  ];
  it.each(TABLE)('to %s ends as %s', async (to, fate, usable) => {
    expect((await offer(to)).fate).toBe(fate);
    expect(line?.usable).toBe(usable);
    expect(chaos?.taken.length).toBe(['accepted', 'unknown'].includes(fate) || to.startsWith('nodot') ? 1 : 0);
  });

  it('carries one mail after the other, byte for byte', async () => {
    await offer('fine@example.org');
    expect((await line!.send({ from: 'welkom@example.org', to: 'also@example.org', message })).fate).toBe('accepted');
    expect(chaos?.taken.map((mail) => mail.to)).toEqual(['fine@example.org', 'also@example.org']);
    expect(chaos?.lines.most).toBe(1);
    expect(chaos?.taken[0]?.message).toContain('\r\n..a line that begins with a dot');
  });

  it('says whose fault it is when it cannot be opened', async () => {
    chaos = await startChaosSmtp({ needsLogin: true });
    expect(await problem(chaos.url.replace('//', '//user:wrong@'))).toBe('auth');
    expect(await problem(chaos.url.replace('//', '//user:right@'))).toBe('opened');
    expect(await problem(`${chaos.url}?starttls=required`)).toBe('tls');
    expect(await problem(chaos.url.replace('smtp:', 'smtps:'))).toBe('tls');
    await chaos.down();
    expect(await problem(chaos.url)).toBe('unreachable');
  });

  it('gives an address with other letters to nobody who cannot take it', async () => {
    expect(await offer('jürgen@example.org')).toMatchObject({ fate: 'refused', verdict: { meaning: 'needsAscii' } });
  });
});

describe('SMTP_URL', () => {
  it.each([
    [
      'smtp://user:secret@mail.example.org',
      { port: 587, secure: false, startTls: 'required', user: 'user', password: 'secret', connections: 20 },
    ],
    ['smtp://mail.example.org:25', { port: 25, startTls: 'offered', user: null }],
    ['smtps://user:p%40ss@mail.example.org?connections=3', { port: 465, secure: true, password: 'p@ss', connections: 3 }],
    ['smtp://user:secret@localhost:1025', { startTls: 'offered' }],
  ])('%s', (url, expected) => {
    expect(parseSmtpUrl(url)).toMatchObject({ ok: true, settings: expected });
  });

  it.each([
    'http://mail.example.org',
    'smtp://',
    'nonsense',
    'smtp://user@mail.example.org',
    'smtp://m.example.org?connections=0',
    'smtp://m.example.org?tls=no',
  ])('%s is refused with a sentence', (url) => {
    const parsed = parseSmtpUrl(url);
    expect(parsed.ok ? '' : parsed.problem).toMatch(/SMTP_URL/);
  });
});
