import type { ExportFormat } from '../../contract/users.ts';
import { type EventReader, factLine, factsOf } from '../../kernel/event-facts.ts';
import type { Locale } from '../../kernel/locale.ts';
import { formatter, type Translator, translator } from '../../kernel/messages.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, allow, inTenant } from '../../platform/scope.ts';
import { type Cell, tableFile } from '../../platform/table-file.ts';
import type { AuditFilter } from './audit-store.ts';
import { showAuditLog } from './list-audit-events.ts';
import type { NamesOf } from './mentioned.ts';
import { record } from './record.ts';

const PAGE = 500;

type Event = Awaited<ReturnType<typeof showAuditLog>>['items'][number];

const COLUMNS = ['time', 'what', 'event', 'who', 'actorId', 'whom', 'targetId', 'origin', 'detail'] as const;

/**
 * Every event that fits as a CSV file or an Excel workbook, newest first, page by page, in the reader's words and with the bare
 * names and ids beside them. No text becomes a formula. Records `audit.exported` before the first row leaves.
 * @throws AppError `forbidden`
 */
export async function exportAuditLog(
  app: App,
  who: Who,
  { format, ...filter }: AuditFilter & { format: ExportFormat },
  namesOf: NamesOf,
): Promise<Response> {
  allow(who, 'audit.read');
  const locale: Locale = who.actor.kind === 'user' ? who.actor.locale : 'en';
  const timeZone = await inTenant(app, who, async (scope) => {
    await record(scope, 'audit.exported', { detail: { ...filter, format } });
    return scope.tenant.timeZone;
  });
  const t = translator(locale, app.words[locale]);
  return tableFile({
    ...{ format, locale, timeZone, fileName: t('auditLog.file'), title: t('auditLog.title') },
    headings: COLUMNS.map((key) => t(`auditLog.columns.${key}`)),
    rows: pagesOf(app, who, filter, (names) => readerOf(t, locale, timeZone, names), namesOf),
  });
}

/** Each page in a transaction of its own: a download that stands still holds none. */
async function* pagesOf(
  app: App,
  who: Who,
  filter: AuditFilter,
  readerFor: (names: Readonly<Record<string, string>>) => EventReader,
  namesOf: NamesOf,
): AsyncGenerator<Cell[][]> {
  for (let cursor: number | null | undefined; cursor !== null; ) {
    const from = cursor ?? null;
    const page = await inTenant(app, who, (scope) => showAuditLog(scope, { ...filter, cursor: from, limit: PAGE }, namesOf));
    cursor = page.next === null ? null : Number(page.next);
    const reader = readerFor(page.names);
    yield page.items.map((event) => cells(event, reader));
  }
}

function readerOf(t: Translator, locale: Locale, zone: string, names: Readonly<Record<string, string>>): EventReader {
  const format = formatter(locale, zone);
  return {
    t: t as unknown as EventReader['t'],
    say: (at, whole) => format.dateTime(at, whole ? { dateStyle: 'medium', timeStyle: 'short' } : { dateStyle: 'medium' }),
    count: (number) => format.number(number),
    names,
  };
}

function cells(event: Event, reader: EventReader): Cell[] {
  const { t } = reader;
  const facts = factsOf(event.detail, reader).map(factLine);
  return [
    { instant: event.at },
    t.has(`audit.events.${event.event}`) ? t(`audit.events.${event.event}`) : event.event,
    event.event,
    event.actor.name,
    event.actor.id ?? '',
    event.target?.name ?? '',
    event.target?.id ?? '',
    event.origin ?? '',
    event.erased ? t('auditLog.erased') : facts.join('; '),
  ];
}
