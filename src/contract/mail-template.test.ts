import { describe, expect, it } from 'vitest';
import { checkTemplate, isSafeLink, type NodeJson, type TemplateProblemCode, templateContent } from './mail-template.ts';

const text = (value: string): NodeJson => ({ type: 'text', text: value });
const paragraph = (...content: NodeJson[]): NodeJson => ({ type: 'paragraph', content });
const button: NodeJson = { type: 'activationButton', attrs: { label: 'Create password' } };
const link = (href: string): NodeJson => ({ type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href } }] });
const check = (content: NodeJson[], subject = ['Welcome']) =>
  checkTemplate({ subject, preheader: [], body: { type: 'doc', content } }).map(({ code }) => code);

const TABLE: [what: string, content: NodeJson[], problems: TemplateProblemCode[]][] = [
  ['one button and a sentence', [paragraph(text('Hello')), button], []],
  ['no button', [paragraph(text('Hello'))], ['buttonMissing']],
  ['two buttons', [button, button], ['buttonDoubled']],
  ['a button without words', [{ type: 'activationButton', attrs: { label: ' ' } }], ['buttonEmpty']],
  ['a variable nobody knows', [button, paragraph({ type: 'variable', attrs: { id: 'password' } })], ['unknownVariable']],
  ['a variable from a prototype', [button, paragraph({ type: 'variable', attrs: { id: '__proto__' } })], ['unknownVariable']],
  ['a first name without a fallback', [button, paragraph({ type: 'variable', attrs: { id: 'firstName' } })], ['noFallback']],
  ['a first name with a fallback', [button, paragraph({ type: 'variable', attrs: { id: 'firstName', fallback: 'you' } })], []],
  ['a link that runs', [button, paragraph(link('javascript:alert(1)'))], ['badLink']],
  ['a link without encryption', [button, paragraph(link('http://example.org'))], ['badLink']],
  ['a link with a login in it', [button, paragraph(link('https://bank.example@evil.example'))], ['badLink']],
  ['a button inside a paragraph', [button, paragraph(button)], ['notAllowed']],
  ['a list in a paragraph', [button, paragraph({ type: 'bulletList' })], ['notAllowed']],
  ['far too much', [button, paragraph(text('x'.repeat(45_000)))], ['tooLarge']],
];

describe('the content of a mail', () => {
  it.each(TABLE)('with %s', (_, content, problems) => {
    expect(check(content)).toEqual(problems);
  });

  it('needs a subject of a reasonable length', () => {
    expect(check([button], [' '])).toEqual(['subjectEmpty']);
    expect(check([button], ['x'.repeat(150), 'y'.repeat(60)])).toEqual(['subjectTooLong']);
  });

  it('takes no node and no mark of another kind', () => {
    const shape = (content: unknown) =>
      templateContent.safeParse({ subject: [], preheader: [], body: { type: 'doc', content } }).success;
    expect(shape([{ type: 'script' }])).toBe(false);
    expect(shape([{ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'code' }] }] }])).toBe(false);
    expect(shape([{ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'bold' }] }] }])).toBe(true);
  });
});

describe('a link in a mail', () => {
  it.each([
    'https://example.org',
    'https://example.org/a?b=c#d',
    'mailto:help@example.org',
    'mailto:help@example.org?subject=Hi',
  ])('may be %s', (href) => {
    expect(isSafeLink(href)).toBe(true);
  });
  it.each([
    'http://example.org',
    'HTTPS ://x',
    ' https://x.y',
    'data:text/html,x',
    'vbscript:x',
    '//example.org',
    'mailto:a@b.c,d@e.f',
    'mailto:a@b.c?bcc=d@e.f',
    'https://x.y/"onclick',
    'https://\u202Ex.y',
    '',
    undefined,
    5,
  ])('may not be %j', (href) => {
    expect(isSafeLink(href)).toBe(false);
  });
});
