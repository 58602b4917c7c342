import { readFileSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkTemplate, type TemplateContent } from '../../../contract/mail-template.ts';
import { LOCALES, type Locale } from '../../../kernel/locale.ts';
import type { Messages } from '../../../kernel/messages.ts';
import { compileLetter, HTML_LIMIT_BYTES, type Letter } from './compile-letter.ts';
import { letterMessage, readableLetter } from './fill-letter.ts';
import { linkWords, OWN_LETTERS, ownLetter } from './own-letters.ts';

const words = (locale: Locale) =>
  JSON.parse(readFileSync(new URL(`../../../../locales/${locale}.json`, import.meta.url), 'utf8')) as Messages;
const LINK =
  'https://welkom.example.org/activate/0190f6a0-0000-7000-8000-000000000001#abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst';
const fills = {
  firstName: 'Anna',
  lastName: 'de Vries',
  fullName: 'Anna de Vries',
  email: 'anna@example.org',
  environment: 'Zorggroep Voorbeeld',
  deadline: '5 december 2026',
  link: LINK,
};
const head = {
  messageId: '<0190@welkom.example.org>',
  date: new Date('2026-11-21T20:00:00Z'),
  from: { address: 'welkom@example.org' },
  to: { address: 'anna@example.org', name: 'Anna de Vries' },
};
const compile = (content: TemplateContent, locale: Locale = 'nl', picture = false) =>
  compileLetter({
    content,
    locale,
    picture,
    brand: { name: 'Zorggroep Voorbeeld', color: '#1E5B49', logoUrl: null },
    words: linkWords(locale, words(locale)),
  });

let letter: Letter;
beforeAll(async () => {
  letter = await compile(ownLetter('welcome', 'nl', words('nl')));
});

describe('a letter', () => {
  it.each(LOCALES.flatMap((locale) => OWN_LETTERS.map((which) => [locale, which] as const)))(
    'of ours, %s %s, is whole in HTML and in text',
    async (locale, which) => {
      const content = ownLetter(which, locale, words(locale));
      const notice = which === 'activated' || which === 'resetDone';
      if (!notice) expect(checkTemplate(content)).toEqual([]);
      const shown = readableLetter(await compile(content, locale), fills);
      expect(shown.html).toContain(`lang="${locale}"`);
      expect(shown.subject).toContain('Zorggroep Voorbeeld');
      expect(Buffer.byteLength(shown.html)).toBeLessThan(HTML_LIMIT_BYTES);
      expect(shown.html + shown.text + shown.subject).not.toMatch(/[\ue000-\uf8ff]|\{[a-z]|undefined|\[object/i);
      if (notice) return;
      expect(shown.text.split('\n')).toContain(LINK);
      expect(shown.html.split(`href="${LINK}"`)).toHaveLength(3);
    },
  );

  it('arrives as it was written: subject, names, both parts, headers', async () => {
    const message = letterMessage(letter, { ...head, to: { address: 'anna@example.org', name: 'Änna "de" Vries' } }, fills);
    const parsed = await PostalMime.parse(message);
    const shown = readableLetter(letter, fills);
    expect(parsed.subject).toBe(shown.subject);
    expect(parsed.to).toEqual([{ address: 'anna@example.org', name: 'Änna "de" Vries' }]);
    expect(parsed.from).toEqual({ address: 'welkom@example.org', name: 'Zorggroep Voorbeeld' });
    expect(parsed.text?.trim()).toBe(shown.text.trim());
    expect(parsed.html?.trim()).toBe(shown.html.trim());
    expect(parsed.headers.find((header) => header.key === 'auto-submitted')?.value).toBe('auto-generated');
    expect(parsed.headers.find((header) => header.key === 'x-auto-response-suppress')?.value).toBe('OOF, AutoReply');
    expect(parsed.headers.some((header) => header.key === 'precedence')).toBe(false);
  });

  it('is the same to the byte each time', () => {
    expect(letterMessage(letter, head, fills).equals(letterMessage(letter, head, fills))).toBe(true);
  });

  it('keeps every line within 78 characters and in ASCII', () => {
    const lines = letterMessage(
      letter,
      { ...head, to: { address: 'a@example.org', name: '王'.repeat(100) } },
      { ...fills, firstName: 'é'.repeat(300), environment: '👋'.repeat(60) },
    )
      .toString('latin1')
      .split('\r\n');
    expect(lines.filter((line) => line.length > 78 || /[^\x20-\x7e]/.test(line))).toEqual([]);
  });

  const HOSTILE = [
    '<img src=x onerror=alert(1)>"\'\r\nBcc: evil@example.org',
    '"><script>alert(1)</script>',
    "' onmouseover='x",
    '\u202Eevil\u202C',
    '\u0000\u0007\u009bred',
    '=?UTF-8?B?aGFja2Vk?=',
    '{{firstName}} ${link} {deadline}',
    '\ue1000\ue102\ue101',
    '👩‍👩‍👧‍👦'.repeat(50),
    'عبد الله',
    '\ud800 half',
    '. \r\n.\r\nQUIT',
    'javascript:alert(1)',
    '\u2028\u2029',
    '&lt;b&gt;',
  ];
  it.each(HOSTILE)('for somebody called %j holds no active content and no header of theirs', async (name) => {
    const message = letterMessage(
      letter,
      { ...head, to: { address: 'anna@example.org', name } },
      { ...fills, firstName: name, fullName: name, environment: name },
    );
    const parsed = await PostalMime.parse(message);
    expect(parsed.headers.map((header) => header.key)).toEqual([
      'from',
      'to',
      'subject',
      'date',
      'message-id',
      'mime-version',
      'content-language',
      'auto-submitted',
      'x-auto-response-suppress',
      'content-type',
    ]);
    expect(parsed.to?.[0]?.address).toBe('anna@example.org');
    expect(parsed.html).not.toMatch(/<script|<img|<[^>]*\son[a-z]+=/i);
    expect(parsed.subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\ud800]/);
    expect(parsed.html).not.toMatch(/[\u0000-\u0008\u007f-\u009f\u202a-\u202e]/);
    expect(parsed.html?.split(`href="${LINK}"`)).toHaveLength(3);
    expect(parsed.text?.split('\n')).toContain(LINK);
    expect(message.toString('latin1')).not.toMatch(/\r\n\.\r\n/);
  });

  it('breaks a long address rather than to be wider than a phone', () => {
    const shown = readableLetter(letter, { ...fills, email: `${'x'.repeat(60)}@example.org` });
    for (const [paragraph] of shown.html.matchAll(/<p\b[^>]*>/g)) expect(paragraph).toMatch(/word-break:break-/);
  });

  it('isolates a name written from right to left', () => {
    const shown = readableLetter(letter, { ...fills, firstName: 'عبد الله' });
    expect(shown.html).toContain('<bdi>عبد الله</bdi>');
    expect(shown.text).toContain('\u2068عبد الله\u2069');
  });

  it('says the fallback where a person has no first name', () => {
    expect(readableLetter(letter, { ...fills, firstName: ' ' }).text).toContain('Welkom, fijn dat je er bent.');
  });

  it('holds no picture of its own for each person, unless opens are measured', async () => {
    expect(readableLetter(letter, fills).html).not.toMatch(/<img/i);
    const measured = await compile(ownLetter('welcome', 'nl', words('nl')), 'nl', true);
    const { html } = readableLetter(measured, { ...fills, picture: 'https://welkom.example.org/o/1.gif' });
    expect(html.match(/<img/g)).toHaveLength(1);
    expect(html.indexOf('/o/1.gif')).toBeLessThan(3_000);
  });

  it.each(['javascript:alert(1)', 'http://x"onload=', 'https://a b', '', 'data:text/html,x', 'https://x/<'])(
    'refuses %j as its link',
    (link) => {
      expect(() => readableLetter(letter, { ...fills, link })).toThrow();
    },
  );

  it.each(['a@b\r\nBcc: x@y', 'a b@c.d', '"a"@b.c', '<a@b.c>', 'a@b@c', 'a@b,c@d', 'a(x)@b.c'])(
    'refuses %j as an address',
    (address) => {
      expect(() => letterMessage(letter, { ...head, to: { address, name: '' } }, fills)).toThrow();
    },
  );
});
