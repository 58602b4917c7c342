import { Input } from '@mantine/core';
import { EditorContent, useEditor, useEditorState } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useId, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { MAIL_VARIABLES, type TemplateLine } from '../../../contract/mail-template.ts';
import { LineDocument, type VariableLabels, VariableNode } from './editor-nodes.ts';
import { documentToLine, lineToDocument } from './line-json.ts';
import { ChosenPiece, chosenPiece, VariableMenu } from './variable-menu.tsx';
import styles from './welcome.module.css';

export function useVariableLabels(): VariableLabels {
  const t = useTranslations('welcome.variable');
  return useMemo(() => Object.fromEntries(MAIL_VARIABLES.map((id) => [id, t(id)])) as VariableLabels, [t]);
}

interface LineEditorProps {
  label: string;
  help?: string;
  start: TemplateLine;
  locked: boolean;
  onChange: (line: TemplateLine) => void;
}

/** One line of text with variables in it: a subject, a preview line. */
export function LineEditor({ label, help, start, locked, onChange }: LineEditorProps) {
  const id = useId();
  const labels = useVariableLabels();
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        document: false,
        blockquote: false,
        bold: false,
        bulletList: false,
        code: false,
        codeBlock: false,
        dropcursor: false,
        gapcursor: false,
        hardBreak: false,
        heading: false,
        horizontalRule: false,
        italic: false,
        listItem: false,
        listKeymap: false,
        link: false,
        orderedList: false,
        strike: false,
        underline: false,
        trailingNode: false,
      }),
      LineDocument,
      VariableNode.configure({ labels }),
    ],
    content: lineToDocument(start),
    editable: !locked,
    editorProps: { attributes: { 'aria-labelledby': id, role: 'textbox', 'aria-multiline': 'false' } },
    onUpdate: ({ editor: now }) => onChange(documentToLine(now.getJSON())),
  });
  const chosen = useEditorState({ editor, selector: ({ editor: now }) => chosenPiece(now) });
  return (
    <div className={styles.line}>
      <div className={styles.lineHead}>
        <Input.Label component="div" id={id}>
          {label}
        </Input.Label>
        {locked ? null : <VariableMenu editor={editor} />}
      </div>
      {help === undefined ? null : <Input.Description>{help}</Input.Description>}
      <EditorContent editor={editor} className={styles.lineField} />
      <ChosenPiece editor={editor} chosen={chosen} />
    </div>
  );
}
