import type { View, ViewContent } from '../../contract/views.ts';
import { AppError } from '../../kernel/app-error.ts';
import { foldText } from '../../kernel/fold-text.ts';
import type { UserId, ViewId } from '../../kernel/ids.ts';
import { allow, may, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import {
  countViewsOf,
  deleteView,
  findView,
  hasViewNamed,
  insertView,
  listViews,
  updateView,
  type ViewRecord,
} from './views-store.ts';

const MOST = { ofOnePerson: 100, listed: 500 };

/** The own views and the shared ones, by name. An API key has none of its own. */
export async function showViews(scope: Scope): Promise<View[]> {
  allow(scope, 'users.read');
  return (await listViews(scope.tx, personIn(scope), MOST.listed)).map((row) => viewOf(scope, row));
}

/**
 * Keeps a way of looking at the overview. The same id again answers what is kept under it. Records `view.created` where it is
 * shared. @throws AppError `forbidden`, `views.nameTaken`, `views.tooMany`, `idempotencyKeyReused` for an id that is another's
 */
export async function createView(
  scope: Scope,
  input: { id: ViewId; name: string; shared: boolean; content: ViewContent },
): Promise<View> {
  allow(scope, 'users.read');
  if (input.shared) allow(scope, 'users.edit');
  const owner = personWith(scope);
  if ((await countViewsOf(scope.tx, owner)) >= MOST.ofOnePerson) throw new AppError('views.tooMany', { max: MOST.ofOnePerson });
  const made = await insertView(scope.tx, {
    tenant_id: scope.tenant.id,
    id: input.id,
    owner_id: owner,
    name: input.name,
    sort_name: foldText(input.name),
    shared: input.shared,
    content: JSON.stringify(input.content),
    created_at: scope.now,
  });
  const row = await findView(scope.tx, input.id);
  if (!row) throw new AppError('views.nameTaken');
  if (row.owner_id !== owner) throw new AppError('idempotencyKeyReused');
  if (made && row.shared) await record(scope, 'view.created', { target: targetOf(row) });
  return viewOf(scope, row);
}

/**
 * Renames a view, shares it or no longer, or puts other content in it. Records `view.changed` where others see it, before or
 * after. @throws AppError `views.notFound`, `forbidden` for another's, `views.nameTaken`, `conflict`
 */
export async function changeView(
  scope: Scope,
  id: ViewId,
  change: { version: number; name?: string | undefined; shared?: boolean | undefined; content?: ViewContent | undefined },
): Promise<View> {
  allow(scope, 'users.read');
  const row = await viewToSee(scope, id);
  if (!isMine(scope, row)) throw new AppError('forbidden');
  const { version, name = row.name, shared = row.shared, content } = change;
  if (shared) allow(scope, 'users.edit');
  const sortName = foldText(name);
  if (await hasViewNamed(scope.tx, row.owner_id, sortName, id)) throw new AppError('views.nameTaken');
  const fields = { name, sort_name: sortName, shared, ...(content && { content: JSON.stringify(content) }) };
  if (!(await updateView(scope.tx, id, version, fields))) throw new AppError('conflict');
  const after = { ...row, ...fields, content: content ?? row.content, version: version + 1 };
  if (row.shared || shared) {
    const detail = {
      ...(name !== row.name && { name: { before: row.name, after: name } }),
      ...(shared !== row.shared && { shared: { before: row.shared, after: shared } }),
      ...(content && { content }),
    };
    await record(scope, 'view.changed', { target: targetOf(after), detail });
  }
  return viewOf(scope, after);
}

/**
 * Removes the own view, or a shared one of somebody else (`settings.edit`). Records `view.removed` where it was shared.
 * @throws AppError `views.notFound`, `forbidden`
 */
export async function removeView(scope: Scope, id: ViewId): Promise<void> {
  allow(scope, 'users.read');
  const row = await viewToSee(scope, id);
  if (!mayRemove(scope, row)) throw new AppError('forbidden');
  await deleteView(scope.tx, id);
  if (row.shared) await record(scope, 'view.removed', { target: targetOf(row) });
}

/** The one way to a view: what is neither shared nor one's own does not exist. @throws AppError `views.notFound` */
async function viewToSee(scope: Scope, id: ViewId): Promise<ViewRecord> {
  const row = await findView(scope.tx, id);
  if (!row || !(row.shared || isMine(scope, row))) throw new AppError('views.notFound');
  return row;
}

const personIn = ({ actor }: Scope): UserId | null => (actor.kind === 'user' ? actor.userId : null);

/** @throws AppError `forbidden` for an API key: a view belongs to a person */
function personWith(scope: Scope): UserId {
  const id = personIn(scope);
  if (!id) throw new AppError('forbidden');
  return id;
}

const isMine = (scope: Scope, row: ViewRecord): boolean => row.owner_id === personIn(scope);
const mayRemove = (scope: Scope, row: ViewRecord): boolean => isMine(scope, row) || may(scope.actor, 'settings.edit');
const targetOf = (row: Pick<ViewRecord, 'id' | 'name'>) => ({ kind: 'view' as const, id: row.id, name: row.name });

const viewOf = (scope: Scope, row: ViewRecord): View => ({
  id: row.id,
  name: row.name,
  shared: row.shared,
  mine: isMine(scope, row),
  owner: row.owner_name || null,
  may: { change: isMine(scope, row), remove: mayRemove(scope, row) },
  content: row.content as ViewContent,
  version: row.version,
});
