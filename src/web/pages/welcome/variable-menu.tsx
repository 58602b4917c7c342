import { Button, Menu, TextInput } from '@mantine/core';
import { IconVariable } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useTranslations } from 'use-intl';
import { MAIL_VARIABLES } from '../../../contract/mail-template.ts';
import styles from './welcome.module.css';

/** Puts a person's own value where the cursor stands. */
export function VariableMenu({ editor }: { editor: Editor }) {
  const t = useTranslations('welcome');
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <Button variant="default" size="compact-sm" leftSection={<IconVariable size={16} stroke={1.8} aria-hidden="true" />}>
          {t('page.variableOf')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {MAIL_VARIABLES.map((id) => (
          <Menu.Item
            key={id}
            onClick={() =>
              editor
                .chain()
                .focus()
                .insertContent({ type: 'variable', attrs: { id, fallback: '' } })
                .run()
            }
          >
            {t(`variable.${id}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What belongs to the piece that is chosen: a variable's words for when it is empty, the button's words. */
export function ChosenPiece({
  editor,
  chosen,
}: {
  editor: Editor;
  chosen: { kind: 'variable' | 'button'; value: string } | null;
}) {
  const t = useTranslations('welcome.page');
  if (chosen === null) return null;
  const change = (value: string): void => {
    if (chosen.kind === 'variable') editor.commands.updateAttributes('variable', { fallback: value });
    else editor.commands.updateAttributes('activationButton', { label: value });
  };
  return (
    <div className={styles.piece}>
      <TextInput
        size="xs"
        label={chosen.kind === 'variable' ? t('fallback') : t('buttonText')}
        value={chosen.value}
        maxLength={chosen.kind === 'variable' ? 100 : 80}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {chosen.kind === 'button' ? <p>{t('buttonKept')}</p> : null}
    </div>
  );
}

/** The chosen piece of an editor, if it is one that has words of its own. */
export function chosenPiece(editor: Editor): { kind: 'variable' | 'button'; value: string } | null {
  if (editor.isActive('variable')) return { kind: 'variable', value: String(editor.getAttributes('variable')['fallback'] ?? '') };
  if (editor.isActive('activationButton'))
    return { kind: 'button', value: String(editor.getAttributes('activationButton')['label'] ?? '') };
  return null;
}
