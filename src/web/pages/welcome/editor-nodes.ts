import { mergeAttributes, Node } from '@tiptap/core';
import type { Node as DocumentNode } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { MailVariable } from '../../../contract/mail-template.ts';

export type VariableLabels = Record<MailVariable, string>;

/** A person's own value, shown as a chip. */
export const VariableNode = Node.create<{ labels: Partial<VariableLabels> }>({
  name: 'variable',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  addOptions: () => ({ labels: {} }),
  addAttributes: () => ({ id: { default: null }, fallback: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'span[data-variable]',
      getAttrs: (element) => ({
        id: element.getAttribute('data-variable'),
        fallback: element.getAttribute('data-fallback') ?? '',
      }),
    },
  ],
  renderHTML({ node, HTMLAttributes }) {
    const { id: _id, fallback: _fallback, ...rest } = HTMLAttributes;
    return [
      'span',
      mergeAttributes(rest, { 'data-variable': String(node.attrs.id), 'data-fallback': String(node.attrs.fallback ?? '') }),
      this.options.labels[node.attrs.id as MailVariable] ?? String(node.attrs.id),
    ];
  },
});

const countButtons = (document: DocumentNode): number => {
  let count = 0;
  document.descendants((node) => {
    if (node.type.name === 'activationButton') count++;
    return node.type.name !== 'paragraph';
  });
  return count;
};

function findButton(document: DocumentNode): DocumentNode | undefined {
  let found: DocumentNode | undefined;
  document.descendants((node) => {
    if (node.type.name === 'activationButton') found ??= node;
    return found === undefined;
  });
  return found;
}

/** The button with the activation link: one, always. It can be moved and reworded; a change that would lose or double it does not happen. */
export const ActivationButtonNode = Node.create({
  name: 'activationButton',
  group: 'block',
  atom: true,
  draggable: true,
  selectable: true,
  addAttributes: () => ({ label: { default: '' } }),
  parseHTML: () => [{ tag: 'div[data-activation]', getAttrs: (element) => ({ label: element.textContent ?? '' }) }],
  renderHTML({ node }) {
    return ['div', { 'data-activation': '' }, ['span', {}, String(node.attrs.label)]];
  },
  addProseMirrorPlugins: () => [
    new Plugin({
      filterTransaction: (transaction, state) =>
        !transaction.docChanged || countButtons(transaction.doc) <= 1 || countButtons(state.doc) > 1,
      // Whatever took it away (all chosen, then deleted): the rest goes, the button stays.
      appendTransaction: (transactions, before, now) => {
        if (!transactions.some((transaction) => transaction.docChanged) || countButtons(now.doc) > 0) return null;
        const lost = findButton(before.doc);
        return lost === undefined ? null : now.tr.insert(now.doc.content.size, lost);
      },
    }),
  ],
});

export const DividerNode = Node.create({
  name: 'divider',
  group: 'block',
  atom: true,
  parseHTML: () => [{ tag: 'hr' }],
  renderHTML: () => ['hr'],
});

/** A document of exactly one line. */
export const LineDocument = Node.create({ name: 'doc', topNode: true, content: 'paragraph' });
