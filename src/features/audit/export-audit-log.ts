import { type EventReader, factsOf } from '../../kernel/event-facts.ts';
import type { Locale } from '../../kernel/locale.ts';
import { formatter, type Translator, translator } from '../../kernel/messages.ts';
import { CSV_MARK, csvLines } from '../../platform/csv-lines.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, allow, inTenant } from '../../platform/scope.ts';
import type { AuditFilter } from './audit-store.ts';
import { showAuditLog } from './list-audit-events.ts';
import type { NamesOf } from './mentioned.ts';
import { record } from './record.ts';

const PAGE = 500;

type Event = Awaited<ReturnType<typeof showAuditLog>>['items'][number];

/**
 * Every event that fits as a CSV file, newest first, page by page, in the reader's words and with the bare names and ids beside
 * them. Formulas are made harmless. Records `audit.exported` before the first line leaves. @throws AppError `forbidden`
 */
export async function exportAuditLog(app: App, who: Who, filter: AuditFilter, namesOf: NamesOf): Promise<Response> {
  allow(who, 'audit.read');
  const locale: Locale = who.actor.kind === 'user' ? who.actor.locale : 'en';
  const zone = await inTenant(app, who, async (scope) => {
    await record(scope, 'audit.exported', { detail: { ...filter } });
    return scope.tenant.timeZone;
  });
  const t = translator(locale, app.words[locale]);
  const lines = csvLines(locale);
  const headings = ['time', 'what', 'event', 'who', 'actorId', 'whom', 'targetId', 'origin', 'detail'] as const;
  const text = new TextEncoder();
  let cursor: number | null | undefined;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (cursor === null) return controller.close();
      const head = cursor === undefined ? CSV_MARK + lines([headings.map((key) => t(`auditLog.columns.${key}`))]) : '';
      const page = await inTenant(app, who, (scope) =>
        showAuditLog(scope, { ...filter, cursor: cursor ?? null, limit: PAGE }, namesOf),
      );
      cursor = page.next === null ? null : Number(page.next);
      const reader = readerOf(t, locale, zone, page.names);
      controller.enqueue(text.encode(head + lines(page.items.map((event) => cells(event, reader)))));
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${t('auditLog.file')}.csv"`,
      'x-content-type-options': 'nosniff',
    },
  });
}

function readerOf(t: Translator, locale: Locale, zone: string, names: Readonly<Record<string, string>>): EventReader {
  const format = formatter(locale, zone);
  return {
    t: t as unknown as EventReader['t'],
    say: (at, whole) => format.dateTime(at, whole ? { dateStyle: 'medium', timeStyle: 'short' } : { dateStyle: 'medium' }),
    names,
  };
}

function cells(event: Event, reader: EventReader): string[] {
  const { t } = reader;
  const facts = factsOf(event.detail, reader).map(({ label, before, after }) =>
    before === undefined ? `${label}: ${after}` : `${label}: ${before} → ${after}`,
  );
  return [
    event.at,
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
