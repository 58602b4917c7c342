import type { NodeJson } from '../../../contract/mail-template.ts';
import type { LetterParts } from './letter-html.tsx';
import { cleanInline } from './letter-html.tsx';
import { cleanFixed, type SlotMarks } from './slots.ts';

/** The same letter as plain text: the same sentences, the link alone on its own line. */
export function letterText(parts: LetterParts, marks: SlotMarks): string {
  const lines: string[] = [];
  const paragraph = (text: string) => lines.push(text, '');
  const slots = (sentence: string) => sentence.replace(/\{(\w+)\}/g, (_, id: string) => marks.mark('text', id));

  const inline = (nodes: readonly NodeJson[] | undefined): string =>
    (nodes ?? [])
      .map((node) => {
        if (node.type === 'hardBreak') return '\n';
        if (node.type === 'variable')
          return marks.mark('text', String(node.attrs?.['id']), cleanFixed(String(node.attrs?.['fallback'] ?? '')));
        const link = node.marks?.find((mark) => mark.type === 'link')?.attrs?.href;
        const text = cleanInline(node.text ?? '');
        return link === undefined || link === text ? text : `${text} (${link.replace(/^mailto:/i, '')})`;
      })
      .join('');

  const list = (node: NodeJson, depth: number): void => {
    for (const item of node.content ?? []) {
      for (const [at, child] of (item.content ?? []).entries()) {
        if (child.type === 'bulletList') list(child, depth + 1);
        else lines.push(`${'  '.repeat(depth)}${at === 0 ? '- ' : '  '}${inline(child.content)}`);
      }
    }
  };

  for (const node of parts.body) {
    if (node.type === 'bulletList') {
      list(node, 0);
      lines.push('');
    } else if (node.type === 'divider') paragraph('----');
    else if (node.type === 'activationButton') {
      paragraph(`${cleanFixed(String(node.attrs?.['label'] ?? ''))}:`);
      paragraph(marks.mark('url', 'link'));
      paragraph(slots(parts.words.validUntil));
    } else paragraph(inline(node.content));
  }
  lines.push('-- ', cleanFixed(parts.brand.name), slots(parts.words.footer));
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
