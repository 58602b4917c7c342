import type { JSONContent } from '@tiptap/core';
import { isMailVariable, type TemplateLine } from '../../../contract/mail-template.ts';

/** A line of text and variables as the editor's document, and back. */
export function lineToDocument(line: TemplateLine): JSONContent {
  const content = line.flatMap((part): JSONContent[] => {
    if (typeof part !== 'string') return [{ type: 'variable', attrs: { id: part.variable, fallback: part.fallback ?? '' } }];
    return part === '' ? [] : [{ type: 'text', text: part }];
  });
  return { type: 'doc', content: [{ type: 'paragraph', content }] };
}

export function documentToLine(document: JSONContent): TemplateLine {
  return (document.content?.[0]?.content ?? []).flatMap((node): TemplateLine => {
    if (node.type === 'text') return [node.text ?? ''];
    const id: unknown = node.attrs?.['id'];
    const fallback: unknown = node.attrs?.['fallback'];
    if (node.type !== 'variable' || !isMailVariable(id)) return [];
    return [{ variable: id, ...(typeof fallback === 'string' && fallback !== '' ? { fallback } : {}) }];
  });
}
