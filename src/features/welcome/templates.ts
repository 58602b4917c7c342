import { checkTemplate, type TemplateContent } from '../../contract/mail-template.ts';
import type { TemplateView } from '../../contract/welcome.ts';
import { AppError } from '../../kernel/app-error.ts';
import { newId, type TemplateId } from '../../kernel/ids.ts';
import { LOCALES, type Locale } from '../../kernel/locale.ts';
import { translator } from '../../kernel/messages.ts';
import { type App, allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { ownLetter } from '../mail/index.ts';
import { insertTemplate, latestTemplates, type TemplateRow } from './template-store.ts';

type Words = Pick<App, 'words'>;

/** The content in every language, each in its newest version. */
export async function listTemplates(app: Words, scope: Scope): Promise<TemplateView[]> {
  allow(scope, 'welcome.read');
  const latest = await latestTemplates(scope.tx, scope.tenant.id);
  return LOCALES.map((locale) =>
    viewOf(
      app,
      locale,
      latest.find((row) => row.locale === locale),
    ),
  );
}

/**
 * Saves a new version of the content in one language; mails that were posted before keep theirs. Records `template.changed`.
 * @throws AppError `conflict` where somebody saved meanwhile, `welcome.templateWrong` where it cannot be sent
 */
export async function saveTemplate(
  app: Words,
  scope: Scope,
  input: { locale: Locale; version: number; content: TemplateContent },
): Promise<TemplateView> {
  allow(scope, 'welcome.edit');
  demandSendable(app, scope, input.content);
  return await putVersion(app, scope, input.locale, input.version, input.content);
}

/** Goes back to the content that ships with the product; the versions of before stay. Records `template.changed`. */
export async function restoreTemplate(app: Words, scope: Scope, locale: Locale): Promise<TemplateView> {
  allow(scope, 'welcome.edit');
  const latest = (await latestTemplates(scope.tx, scope.tenant.id)).find((row) => row.locale === locale);
  if (latest === undefined || latest.content === null) return viewOf(app, locale, latest);
  return await putVersion(app, scope, locale, latest.version, null);
}

async function putVersion(
  app: Words,
  scope: Scope,
  locale: Locale,
  version: number,
  content: TemplateContent | null,
): Promise<TemplateView> {
  const { tx, tenant, actor, now } = scope;
  const latest = (await latestTemplates(tx, tenant.id)).find((row) => row.locale === locale);
  if ((latest?.version ?? 0) !== version) throw new AppError('conflict');
  const id = newId<'template'>();
  const byName = 'name' in actor ? actor.name : '';
  const saved = await insertTemplate(tx, {
    tenantId: tenant.id,
    id,
    locale,
    version: version + 1,
    content,
    by: 'userId' in actor ? actor.userId : null,
    // Whoever is a person is named by who they are now, and by nothing once they are erased.
    byName: 'userId' in actor ? '' : byName,
    now,
  });
  if (!saved) throw new AppError('conflict');
  await record(scope, 'template.changed', {
    target: { kind: 'template', id, name: locale },
    detail: { locale, version: version + 1, restored: content === null },
  });
  return viewOf(app, locale, { id, locale, version: version + 1, content, changedByName: byName, createdAt: now });
}

/** @throws AppError `welcome.templateWrong`, with the first problem in the reader's words */
export function demandSendable(app: Words, scope: Scope, content: TemplateContent): void {
  const worst = checkTemplate(content).find((problem) => problem.weight === 'stop');
  if (worst === undefined) return;
  const t = translator(
    scope.actor.kind === 'user' ? scope.actor.locale : scope.tenant.locale,
    app.words[scope.actor.kind === 'user' ? scope.actor.locale : scope.tenant.locale],
  );
  throw new AppError('welcome.templateWrong', { problem: t(`welcome.problem.${worst.code}`, { detail: worst.detail ?? '' }) });
}

function viewOf({ words }: Words, locale: Locale, row: TemplateRow | undefined): TemplateView {
  return {
    locale,
    content: row?.content ?? ownLetter('welcome', locale, words[locale]),
    version: row?.version ?? 0,
    changedAt: row?.createdAt.toISOString() ?? null,
    changedBy: row?.changedByName ?? null,
  };
}

/** The version of each language that mails posted now are bound to; none: what ships with the product. */
export async function currentTemplates(scope: Scope): Promise<Map<Locale, TemplateId>> {
  const latest = await latestTemplates(scope.tx, scope.tenant.id);
  return new Map(latest.filter((row) => row.content !== null).map((row) => [row.locale, row.id]));
}
