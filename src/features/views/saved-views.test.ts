import { beforeAll, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import type { Role } from '../../contract/permissions.ts';
import type { ViewContent } from '../../contract/views.ts';
import { newId, type UserId, type ViewId } from '../../kernel/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { showAuditLog } from '../audit/index.ts';
import { changeView, createView, removeView, showViews } from './saved-views.ts';
import { viewBelongings } from './views-belongings.ts';

const given = useTestApp();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
});

const content = { filter: { status: ['invited' as const], blocked: true }, sort: '-seen' as const, columns: ['groups' as const] };
const make = (role: Role, name: string, shared = false, id = newId<'view'>()) =>
  tenant.as(role, (scope) => createView(scope, { id, name, shared, content }));
const namesFor = async (role: Role) => (await tenant.as(role, showViews)).map(({ name }) => name);
const events = async () =>
  (await tenant.as('admin', (scope) => showAuditLog(scope, { cursor: null, limit: 50 }))).items
    .map(({ event }) => event)
    .filter((event) => event.startsWith('view.'));

test('a view is its owner’s until it is shared; only sharing is on record', async () => {
  const made = await make('user_manager', 'Wachten op mij');
  expect(made).toMatchObject({ mine: true, owner: 'Test user_manager', content, may: { change: true, remove: true } });
  expect(await namesFor('user_manager')).toEqual(['Wachten op mij']);
  expect(await namesFor('admin')).toEqual([]);
  expect(await events()).toEqual([]);
  await expect(tenant.as('admin', (scope) => removeView(scope, made.id as ViewId))).rejects.toThrow('views.notFound');

  await tenant.as('user_manager', (scope) => changeView(scope, made.id as ViewId, { version: 1, shared: true }));
  const [seen] = await tenant.as('admin', showViews);
  expect(seen).toMatchObject({ shared: true, mine: false, owner: 'Test user_manager', may: { change: false, remove: true } });
  expect(await events()).toEqual(['view.changed']);
  await expect(tenant.as('admin', (scope) => changeView(scope, made.id as ViewId, { version: 2, name: 'x' }))).rejects.toThrow(
    'forbidden',
  );
  await tenant.as('admin', (scope) => removeView(scope, made.id as ViewId));
  expect(await namesFor('user_manager')).toEqual([]);
  expect(await events()).toEqual(['view.removed', 'view.changed']);
});

test('names of one person differ; the same id again is the same view, and another’s is refused', async () => {
  const id = newId<'view'>();
  const first = await make('admin', 'Nieuw', false, id);
  expect(await make('admin', 'Anders', true, id)).toEqual(first);
  await expect(make('admin', ' NIEUW'.trim())).rejects.toThrow('views.nameTaken');
  await expect(make('owner', 'Nieuw', false, id)).rejects.toThrow('idempotencyKeyReused');
  await make('owner', 'Nieuw');
  const other = await make('admin', 'Tweede');
  await expect(
    tenant.as('admin', (scope) => changeView(scope, other.id as ViewId, { version: 1, name: 'nieuw' })),
  ).rejects.toThrow('views.nameTaken');
  await expect(
    tenant.as('admin', (scope) => changeView(scope, other.id as ViewId, { version: 7, name: 'Derde' })),
  ).rejects.toThrow('conflict');
});

test('whoever does not see the overview has no views, and an API key none of its own', async () => {
  await expect(make('content_manager', 'x')).rejects.toThrow('forbidden');
  await expect(
    tenant.as('owner', (scope) => {
      const key = { ...scope.actor, kind: 'key', keyId: newId() } as Scope['actor'];
      return createView({ ...scope, actor: key }, { id: newId(), name: 'x', shared: true, content });
    }),
  ).rejects.toThrow('forbidden');
});

test('erasing a person takes the own views along and leaves those that others use', async () => {
  await make('owner', 'Van mij');
  await make('owner', 'Van ons', true);
  await tenant.asSystem((scope) => viewBelongings.erase(scope, tenant.owner, { phrases: [], names: [], reason: null }));
  expect(await namesFor('owner')).toEqual(['Van ons']);
  expect(await tenant.asSystem((scope) => viewBelongings.about(scope, tenant.owner))).toMatchObject([{ name: 'Van ons' }]);
});

test('of others’ views only the words for the person go: what was searched for, and their name in the view’s', async () => {
  const search = { filter: { q: 'Noor de Wit', status: ['active' as const] }, sort: 'seen' as const };
  const keep = (name: string, kept: ViewContent) =>
    tenant.as('read_only', (scope) =>
      createView(
        { ...scope, actor: { ...scope.actor, permissions: new Set(['users.read']) } as Scope['actor'] },
        { id: newId(), name, shared: false, content: kept },
      ),
    );
  await keep('Noor', search);
  await keep('…', content);
  await keep('Team van Noor de Wit', content);
  await keep('Noordkaap', { filter: { q: 'noor' } });
  const owner = (await tenant.actor('read_only')) as { userId: string };
  await tenant.asSystem((scope) =>
    viewBelongings.erase(scope, newId<'user'>(), { phrases: ['noor de wit'], names: ['noor', 'de wit'], reason: null }),
  );
  const left = (await tenant.asSystem((scope) => viewBelongings.about(scope, owner.userId as UserId))) as object[];
  expect(left).toHaveLength(4);
  expect(left).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: '… 2', content: { filter: { status: ['active'] }, sort: 'seen' } }),
      expect.objectContaining({ name: '…', content }),
      expect.objectContaining({ name: 'Team van …', content }),
      expect.objectContaining({ name: 'Noordkaap', content: { filter: { q: 'noor' } } }),
    ]),
  );
});
