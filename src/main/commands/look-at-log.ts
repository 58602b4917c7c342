import {
  type AuditFilter,
  carryOutVerification,
  exportAuditLog,
  showAuditLog,
  showVerifications,
  startVerification,
} from '../../features/audit/index.ts';
import { factLine, factsOf } from '../../kernel/event-facts.ts';
import { newId } from '../../kernel/ids.ts';
import { instantAt } from '../../kernel/local-time.ts';
import { formatter, translator } from '../../kernel/messages.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import { OPERATOR, type Scope } from '../../platform/scope.ts';
import { namesOfAll } from '../names.ts';
import { type Answer, asOperator, demandDay, demandLimit, type Here } from './answer.ts';
import { personCalled } from './find-person.ts';
import { withProgress } from './progress.ts';
import { formatOf, saveFile } from './save-file.ts';
import { tableLines } from './table-lines.ts';

export interface LogOptions {
  event?: string;
  by?: string;
  about?: string;
  from?: string;
  until?: string;
  output?: string;
  limit: string;
}

/** Who did what to whom, newest first; with `output` all of it that fits as a file. */
export async function lookAtLog(here: Here, { by, about, from, until, event, output, limit }: LogOptions): Promise<Answer> {
  const start = (scope: Scope, day: string | undefined) =>
    day === undefined ? undefined : instantAt(demandDay(day), 0, scope.tenant.timeZone);
  const filter: AuditFilter = await asOperator(here, async (scope) => ({
    event,
    actorId: by === undefined ? undefined : (await personCalled(scope, by)).id,
    targetId: about === undefined ? undefined : (await personCalled(scope, about)).id,
    from: start(scope, from),
    until: start(scope, until),
  }));
  if (output === undefined) return asOperator(here, (scope) => eventsOf(here, scope, filter, demandLimit(limit)));
  const who = { tenantId: here.tenantId, actor: OPERATOR };
  const asked = { ...filter, format: formatOf(output) };
  const file = await saveFile(output, () => exportAuditLog(here.app, who, asked, namesOfAll));
  return { done: `The audit log is in ${file}; only you can read it.`, json: { file } };
}

/** What was done to one person, alone or with others. */
export async function historyOf(here: Here, who: string, { limit }: { limit: string }): Promise<Answer> {
  return asOperator(here, async (scope) => {
    const { id } = await personCalled(scope, who);
    return eventsOf(here, scope, { targetId: id }, demandLimit(limit));
  });
}

async function eventsOf({ app }: Here, scope: Scope, filter: AuditFilter, limit: number): Promise<Answer> {
  if (limit > 200) throw new CannotStart('--limit is a number from 1 to 200; --output takes everything along.');
  const { items, next, names } = await showAuditLog(scope, { ...filter, cursor: null, limit }, namesOfAll);
  const t = translator('en', app.words.en);
  const format = formatter('en', scope.tenant.timeZone);
  const say = (at: Date, whole: boolean) =>
    format.dateTime(at, whole ? { dateStyle: 'medium', timeStyle: 'short' } : { dateStyle: 'medium' });
  const reader = { t: t as never, say, count: (number: number) => format.number(number), names };
  const rows = items.map(({ at, event, actor, target, detail }) => [
    say(new Date(at), true),
    t.has(`audit.events.${event}` as never) ? t(`audit.events.${event}` as never) : event,
    actor.name,
    target?.name ?? names[target?.id ?? ''] ?? '',
    factsOf(detail, reader).map(factLine).join('; '),
  ]);
  return {
    lines: [
      ...(rows.length ? tableLines(['WHEN', 'WHAT', 'BY', 'TO', 'DETAIL'], rows) : ['Nothing.']),
      ...(next === null ? [] : [`The newest ${rows.length}; --limit shows more.`]),
    ],
    json: items,
  };
}

/** Proves the whole log, here and now; a worker that finds the same verification helps. */
export async function verifyLog(here: Here): Promise<Answer> {
  const id = newId();
  await asOperator(here, (scope) => startVerification(scope, id));
  const look = async () => (await asOperator(here, (scope) => showVerifications(scope))).items.find((one) => one.id === id);
  const far = async () => {
    const now = await look();
    return now?.expected ? { done: now.events, of: now.expected } : null;
  };
  await withProgress(carryOutVerification(here.app, here.tenantId, id), far);
  const found = await look();
  const t = translator('en', here.app.words.en);
  if (found?.state !== 'done') return { wrong: 'Somebody stopped this verification before its end.', json: found ?? null };
  const { events, seals, problems, problemCount, unsealed } = found;
  const lines = [
    ...problems.map(
      ({ what, seal, eventId }) =>
        `${t(`auditLog.verify.problems.${what}`, { seal: String(seal) })}${eventId === null ? '' : ` (event ${eventId})`}`,
    ),
    ...(problemCount > problems.length ? [t('auditLog.verify.more', { count: problemCount - problems.length })] : []),
    t('auditLog.verify.numbers', { events, seals }),
    ...(unsealed ? [t('auditLog.verify.unsealed', { count: unsealed })] : []),
  ];
  if (problemCount === 0) return { lines, done: t('auditLog.verify.whole', { events }), json: found };
  return {
    lines,
    wrong: `The log was tampered with in ${problemCount === 1 ? 'one place' : `${problemCount} places`}.`,
    json: found,
  };
}
