import { RichTextEditor } from '@mantine/tiptap';
import '@mantine/tiptap/styles.layer.css';
import { IconSeparator } from '@tabler/icons-react';
import { useEditor, useEditorState } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useTranslations } from 'use-intl';
import { isSafeLink, type TemplateDocument } from '../../../contract/mail-template.ts';
import { ActivationButtonNode, DividerNode, VariableNode } from './editor-nodes.ts';
import { useVariableLabels } from './line-editor.tsx';
import { ChosenPiece, chosenPiece, VariableMenu } from './variable-menu.tsx';
import styles from './welcome.module.css';

interface BodyEditorProps {
  start: TemplateDocument;
  locked: boolean;
  onChange: (body: TemplateDocument) => void;
}

/** The text of the mail, as its readers will see it. */
export function BodyEditor({ start, locked, onChange }: BodyEditorProps) {
  const t = useTranslations('welcome.page');
  const labels = useVariableLabels();
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        blockquote: false,
        code: false,
        codeBlock: false,
        horizontalRule: false,
        orderedList: false,
        strike: false,
        underline: false,
        trailingNode: false,
        heading: { levels: [1, 2, 3] },
        link: { openOnClick: false, autolink: false, defaultProtocol: 'https', isAllowedUri: (href) => isSafeLink(href) },
      }),
      VariableNode.configure({ labels }),
      ActivationButtonNode,
      DividerNode,
    ],
    content: start,
    editable: !locked,
    editorProps: { attributes: { 'aria-label': t('body'), role: 'textbox', 'aria-multiline': 'true' } },
    onUpdate: ({ editor: now }) => onChange(now.getJSON() as TemplateDocument),
  });
  const chosen = useEditorState({ editor, selector: ({ editor: now }) => chosenPiece(now) });
  return (
    <div>
      <RichTextEditor
        editor={editor}
        className={styles.editor ?? ''}
        labels={{
          boldControlLabel: t('bold'),
          italicControlLabel: t('italic'),
          h1ControlLabel: `${t('heading')} 1`,
          h2ControlLabel: `${t('heading')} 2`,
          bulletListControlLabel: t('list'),
          linkControlLabel: t('link'),
          linkEditorInputLabel: t('link'),
          linkEditorInputPlaceholder: t('linkAddress'),
          linkEditorSave: t('save'),
          unlinkControlLabel: t('unlink'),
          undoControlLabel: t('undo'),
          redoControlLabel: t('redo'),
        }}
      >
        {locked ? null : (
          <RichTextEditor.Toolbar>
            <RichTextEditor.ControlsGroup>
              <RichTextEditor.Bold />
              <RichTextEditor.Italic />
            </RichTextEditor.ControlsGroup>
            <RichTextEditor.ControlsGroup>
              <RichTextEditor.H1 />
              <RichTextEditor.H2 />
              <RichTextEditor.BulletList />
              <RichTextEditor.Control
                onClick={() => editor.chain().focus().insertContent({ type: 'divider' }).run()}
                aria-label={t('divider')}
                title={t('divider')}
              >
                <IconSeparator size={16} stroke={1.6} aria-hidden="true" />
              </RichTextEditor.Control>
            </RichTextEditor.ControlsGroup>
            <RichTextEditor.ControlsGroup>
              <RichTextEditor.Link />
              <RichTextEditor.Unlink />
            </RichTextEditor.ControlsGroup>
            <VariableMenu editor={editor} />
            <RichTextEditor.ControlsGroup>
              <RichTextEditor.Undo />
              <RichTextEditor.Redo />
            </RichTextEditor.ControlsGroup>
          </RichTextEditor.Toolbar>
        )}
        <RichTextEditor.Content />
      </RichTextEditor>
      <ChosenPiece editor={editor} chosen={chosen} />
    </div>
  );
}
