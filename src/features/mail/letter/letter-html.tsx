import { Body } from '@react-email/body';
import { Button } from '@react-email/button';
import { Container } from '@react-email/container';
import { Head } from '@react-email/head';
import { Heading } from '@react-email/heading';
import { Hr } from '@react-email/hr';
import { Html } from '@react-email/html';
import { Img } from '@react-email/img';
import { Link } from '@react-email/link';
import { render } from '@react-email/render';
import { Section } from '@react-email/section';
import { Text } from '@react-email/text';
import { Fragment, type ReactNode } from 'react';
import type { NodeJson, TemplateLine } from '../../../contract/mail-template.ts';
import type { Locale } from '../../../kernel/locale.ts';
import { brandAsText, CARD, DARK_STYLE, DIM, INK, type LetterBrand, LINE, onBrand, PAPER, SANS, SERIF } from './letter-look.ts';
import { cleanFixed, type SlotMarks } from './slots.ts';

/** The sentences around the one link, in the letter's language. */
export interface LinkWords {
  readonly orCopy: string;
  readonly validUntil: string;
  readonly footer: string;
}

export interface LetterParts {
  readonly locale: Locale;
  readonly brand: LetterBrand;
  readonly preheader: TemplateLine;
  readonly body: readonly NodeJson[];
  readonly words: LinkWords;
  /** Room for the picture that tells of an opening; its address is filled per person. */
  readonly picture: boolean;
}

/** A long address or name breaks rather than to widen the letter beyond a phone. */
const breaks = { wordBreak: 'break-word' } as const;
const text = { fontFamily: SANS, fontSize: '16px', lineHeight: '26px', color: INK, margin: '0 0 16px', ...breaks } as const;

const HIDDEN = { display: 'none', overflow: 'hidden', lineHeight: '1px', opacity: 0, maxHeight: 0, maxWidth: 0 } as const;
/** Keeps the first lines of the letter out of the list's preview. */
const PREHEADER_END = '\u00a0\u200c'.repeat(70);

/** The letter as HTML that mail programs understand, with a mark at every slot. */
export function letterHtml(parts: LetterParts, marks: SlotMarks): Promise<string> {
  const { brand, locale } = parts;
  const paint: Paint = {
    marks,
    color: brandAsText(brand.color),
    button: brand.color,
    onButton: onBrand(brand.color),
    words: parts.words,
  };
  return render(
    <Html lang={locale} dir="ltr">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{DARK_STYLE}</style>
      </Head>
      <Body className="paper" style={{ margin: 0, padding: 0 }}>
        <Section className="paper" style={{ backgroundColor: PAPER, padding: '24px 12px' }}>
          {parts.picture ? (
            <img
              src={marks.mark('href', 'picture')}
              width="1"
              height="1"
              alt=""
              style={{ display: 'block', width: '1px', height: '1px', border: 0 }}
            />
          ) : null}
          <div style={HIDDEN}>
            {lineMarks(parts.preheader, 'html', marks)}
            {PREHEADER_END}
          </div>
          <Container lang={locale} dir="ltr" style={{ maxWidth: '560px', margin: '0 auto', textAlign: 'left' }}>
            <Section style={{ padding: '8px 4px 20px' }}>
              {brand.logoUrl === null ? null : (
                <Img
                  src={brand.logoUrl}
                  alt=""
                  height="32"
                  style={{ display: 'inline-block', verticalAlign: 'middle', marginRight: '10px' }}
                />
              )}
              <span
                className="ink"
                style={{ fontFamily: SANS, fontSize: '16px', fontWeight: 600, color: INK, verticalAlign: 'middle' }}
              >
                {cleanFixed(brand.name)}
              </span>
            </Section>
            <Section
              className="card ink"
              style={{ backgroundColor: CARD, border: `1px solid ${LINE}`, borderRadius: '14px', padding: '36px 36px 28px' }}
            >
              {parts.body.map((node, at) => (
                <Fragment key={at}>{block(node, paint)}</Fragment>
              ))}
            </Section>
            <Text className="dim" style={{ ...text, fontSize: '14px', lineHeight: '21px', color: DIM, margin: '16px 4px' }}>
              {fixedWithSlots(parts.words.footer, marks)}
            </Text>
          </Container>
        </Section>
      </Body>
    </Html>,
  );
}

interface Paint {
  readonly marks: SlotMarks;
  readonly color: string;
  readonly button: string;
  readonly onButton: string;
  readonly words: LinkWords;
}

function block(node: NodeJson, paint: Paint): ReactNode {
  switch (node.type) {
    case 'heading': {
      const level =
        node.attrs?.['level'] === 1 || node.attrs?.['level'] === undefined ? 'h1' : node.attrs['level'] === 2 ? 'h2' : 'h3';
      const size = level === 'h1' ? '30px' : level === 'h2' ? '22px' : '18px';
      return (
        <Heading
          as={level}
          className="ink"
          style={{
            fontFamily: SERIF,
            fontSize: size,
            lineHeight: '1.25',
            fontWeight: 600,
            color: INK,
            margin: '0 0 16px',
            ...breaks,
          }}
        >
          {inline(node.content, paint)}
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <Text className="ink" style={text}>
          {inline(node.content, paint)}
        </Text>
      );
    case 'bulletList':
      return (
        <ul className="ink" style={{ ...text, paddingLeft: '22px' }}>
          {(node.content ?? []).map((item, at) => (
            <li key={at} style={{ margin: '0 0 6px' }}>
              {(item.content ?? []).map((child, line) => (
                <Fragment key={line}>
                  {child.type === 'bulletList' ? (
                    block(child, paint)
                  ) : (
                    <>
                      {line > 0 ? <br /> : null}
                      {inline(child.content, paint)}
                    </>
                  )}
                </Fragment>
              ))}
            </li>
          ))}
        </ul>
      );
    case 'divider':
      return <Hr className="line" style={{ border: 'none', borderTop: `1px solid ${LINE}`, margin: '24px 0' }} />;
    case 'activationButton':
      return activation(String(node.attrs?.['label'] ?? ''), paint);
    default:
      return null;
  }
}

/** The button, the same link as text alone on its line, and until when it works: one thing, so that none of the three gets lost. */
function activation(label: string, { marks, button, onButton, color, words }: Paint): ReactNode {
  return (
    <Section style={{ margin: '8px 0 20px' }}>
      <Button
        className="button"
        href={marks.mark('href', 'link')}
        style={{
          backgroundColor: button,
          color: onButton,
          fontFamily: SANS,
          fontSize: '16px',
          fontWeight: 600,
          borderRadius: '9px',
          padding: '14px 28px',
          textDecoration: 'none',
        }}
      >
        {cleanFixed(label)}
      </Button>
      <Text className="dim" style={{ ...text, fontSize: '14px', lineHeight: '21px', color: DIM, margin: '18px 0 4px' }}>
        {words.orCopy}
      </Text>
      <Text style={{ ...text, fontSize: '14px', lineHeight: '21px', margin: '0 0 12px', wordBreak: 'break-all' }}>
        <Link className="link" href={marks.mark('href', 'link')} style={{ color }}>
          {marks.mark('html', 'link')}
        </Link>
      </Text>
      <Text className="dim" style={{ ...text, fontSize: '14px', lineHeight: '21px', color: DIM, margin: 0 }}>
        {fixedWithSlots(words.validUntil, marks)}
      </Text>
    </Section>
  );
}

function inline(nodes: readonly NodeJson[] | undefined, paint: Paint): ReactNode {
  return (nodes ?? []).map((node, at) => <Fragment key={at}>{inlineNode(node, paint)}</Fragment>);
}

function inlineNode(node: NodeJson, paint: Paint): ReactNode {
  if (node.type === 'hardBreak') return <br />;
  let shown: ReactNode =
    node.type === 'variable' ? (
      <bdi>{paint.marks.mark('html', String(node.attrs?.['id']), cleanFixed(String(node.attrs?.['fallback'] ?? '')))}</bdi>
    ) : (
      cleanInline(node.text ?? '')
    );
  for (const mark of node.marks ?? []) {
    if (mark.type === 'bold') shown = <strong>{shown}</strong>;
    if (mark.type === 'italic') shown = <em>{shown}</em>;
    if (mark.type === 'link')
      shown = (
        <Link className="link" href={mark.attrs?.href ?? ''} style={{ color: paint.color, textDecoration: 'underline' }}>
          {shown}
        </Link>
      );
  }
  return shown;
}

/** Text between two marks keeps the space at its ends. */
export const cleanInline = (value: string): string =>
  `${/^\s/.test(value) ? ' ' : ''}${cleanFixed(value)}${/\S\s$/.test(value) ? ' ' : ''}`;

export function lineMarks(line: TemplateLine, context: 'html' | 'line', marks: SlotMarks): string {
  return line
    .map((part) =>
      typeof part === 'string' ? cleanInline(part) : marks.mark(context, part.variable, cleanFixed(part.fallback ?? '')),
    )
    .join('');
}

/** A sentence of ours with `{deadline}` and `{environment}` where the person's values go. */
function fixedWithSlots(sentence: string, marks: SlotMarks): string {
  return sentence.replace(/\{(\w+)\}/g, (_, id: string) => marks.mark('html', id));
}
