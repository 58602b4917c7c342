import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { checkTemplate, isMailVariable, type TemplateContent } from '../../../contract/mail-template.ts';
import type { TemplateView } from '../../../contract/welcome.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import { toast } from '../../ui/toasts.tsx';
import { BodyEditor } from './body-editor.tsx';
import { LineEditor } from './line-editor.tsx';
import { MailPreview } from './mail-preview.tsx';
import styles from './welcome.module.css';

interface TemplateFormProps {
  template: TemplateView;
  draft: TemplateContent | undefined;
  onDraft: (draft: TemplateContent | undefined) => void;
}

/** The content in one language: written on the left, seen on the right. What is typed stays while one looks at another language. */
export function TemplateForm({ template, draft, onDraft }: TemplateFormProps) {
  const t = useTranslations('welcome.page');
  const person = useTranslations('person');
  const format = useFormatter();
  const now = useNow();
  const may = useMay();
  const client = useQueryClient();
  const { say } = useErrorWords();
  const [saves, setSaves] = useState(0);
  const [asking, setAsking] = useState(false);
  // Counts up when the content comes from elsewhere than the keyboard, so that the editors start anew.
  const [round, setRound] = useState(0);
  const content = draft ?? template.content;
  const locked = !may('welcome.edit');
  const { locale } = template;
  const problems = checkTemplate(content);
  const broken = problems.some((problem) => problem.weight === 'stop');

  const refresh = () => client.invalidateQueries({ queryKey: ['welcome', 'templates'] });
  const save = useMutation({
    mutationFn: () => api.welcome.save({ params: { locale }, body: { version: template.version, content } }),
    onSuccess: async () => {
      await refresh();
      onDraft(undefined);
      setSaves((count) => count + 1);
    },
  });
  const test = useMutation({
    mutationFn: () => api.welcome.test({ body: { locale, content } }),
    onSuccess: ({ address, kept }) => toast(kept ? t('testedKept', { address }) : t('tested', { address })),
  });
  const change = (part: Partial<TemplateContent>) => onDraft({ ...content, ...part });
  const failed = save.error ?? test.error;

  return (
    <div className={styles.work}>
      <Form className={styles.form} onSubmit={() => save.mutate()} key={`${locale} ${round}`} lang={locale}>
        <LineEditor label={t('subject')} start={content.subject} locked={locked} onChange={(subject) => change({ subject })} />
        <LineEditor
          label={t('preheader')}
          help={t('preheaderHelp')}
          start={content.preheader}
          locked={locked}
          onChange={(preheader) => change({ preheader })}
        />
        <BodyEditor start={content.body} locked={locked} onChange={(body) => change({ body })} />
        <Checks problems={problems} />
        {failed === null ? null : (
          <div role="alert">
            <Banner tone="red">{say(failed)}</Banner>
          </div>
        )}
        {locked ? null : (
          <Group gap={10}>
            <SaveButton saves={saves} busy={save.isPending} disabled={draft === undefined || broken} label={t('save')} />
            <Button variant="default" onClick={() => test.mutate()} loading={test.isPending} disabled={broken}>
              {t('test')}
            </Button>
            {template.version === 0 && draft === undefined ? null : (
              <Button variant="subtle" onClick={() => setAsking(true)}>
                {t('restore')}
              </Button>
            )}
          </Group>
        )}
        {template.changedAt === null ? null : (
          <p className={styles.dim}>
            {t('changed', {
              when: format.relativeTime(new Date(template.changedAt), now),
              name: template.changedBy || person('formerUser'),
            })}
          </p>
        )}
      </Form>
      <MailPreview locale={locale} content={content} />
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('restore')}
        act={t('restore')}
        say={say}
        onConfirm={async () => {
          await api.welcome.restore({ params: { locale } });
          onDraft(undefined);
          await refresh();
          setRound((count) => count + 1);
          toast(t('restored'));
        }}
      >
        {t('restoreWords')}
      </ConfirmDialog>
    </div>
  );
}

/** What stands in the way of sending, and what to think about. */
function Checks({ problems }: { problems: ReturnType<typeof checkTemplate> }) {
  const t = useTranslations('welcome');
  return (
    <div className={styles.checks} role="status">
      <h3>{t('page.checks')}</h3>
      {problems.length === 0 ? (
        <p data-tone="good">{t('page.fine')}</p>
      ) : (
        <ul>
          {problems.map((problem) => (
            <li key={`${problem.code} ${problem.detail ?? ''}`} data-tone={problem.weight === 'stop' ? 'red' : 'amber'}>
              {t(`problem.${problem.code}`, {
                detail: isMailVariable(problem.detail) ? t(`variable.${problem.detail}`) : (problem.detail ?? ''),
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
