import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId, type TenantId } from '../../kernel/ids.ts';
import type { Tables } from './tables.ts';
import { ofTenant, tenantWall } from './tenant-wall.ts';

const MINE = newId<'tenant'>() as TenantId;
const WORD = { word: 'a', sort_name: 'a', user_id: 'x', created_at: new Date(), marks: 0 };
const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (one) => new PostgresIntrospector(one),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  plugins: [tenantWall(MINE)],
});
type Statement = { compile(on: typeof db): { sql: string; parameters: readonly unknown[] } };
const compiled = (query: unknown) => (query as Statement).compile(db);

test.each([
  ['a reading', db.selectFrom('users').select('id'), 1, 'where users.tenant_id = $1'],
  [
    'a reading with conditions',
    db.selectFrom('users').select('id').where('id', '=', 'x'),
    1,
    'where (id = $1) and users.tenant_id = $2',
  ],
  [
    'either, or',
    db
      .selectFrom('users')
      .select('id')
      .where((eb) => eb.or([eb('id', '=', 'x'), eb('id', '=', 'y')])),
    1,
    'where ((id = $1 or id = $2)) and users.tenant_id = $3',
  ],
  [
    'a raw or',
    db.selectFrom('users').select('id').where(sql<boolean>`true or false`),
    1,
    'where (true or false) and users.tenant_id = $1',
  ],
  ['an alias', db.selectFrom('users as u').select('u.id'), 1, 'where u.tenant_id = $1'],
  ['the environment itself', db.selectFrom('tenants').select('name'), 1, 'where tenants.id = $1'],
  [
    'what is joined, on its own side',
    db
      .selectFrom('users as u')
      .leftJoin('groups as g', (join) => join.onRef('g.id', '=', 'u.id'))
      .select('u.id'),
    2,
    'left join groups as g on (g.id = u.id) and g.tenant_id = $1 where u.tenant_id = $2',
  ],
  ['two in one list', db.selectFrom(['users as u', 'groups as g']).select('u.id'), 2, 'u.tenant_id = $1 and g.tenant_id = $2'],
  [
    'a cross join',
    db.selectFrom('users as u').crossJoin('groups as g').select('u.id'),
    2,
    'u.tenant_id = $1 and g.tenant_id = $2',
  ],
  [
    'a query in a condition',
    db
      .selectFrom('users')
      .select('id')
      .where((eb) => eb.exists(eb.selectFrom('sessions').select('id'))),
    2,
    'exists (select id from sessions where sessions.tenant_id = $1)',
  ],
  [
    'a query made by itself, once',
    db.selectFrom(db.selectFrom('users').select('id').as('some')).select('id'),
    1,
    'users.tenant_id = $1) as some',
  ],
  [
    'a named part',
    db
      .with('some', (inner) => inner.selectFrom('users').select('id'))
      .selectFrom('some')
      .select('id'),
    1,
    'with some as (select id from users where users.tenant_id = $1)',
  ],
  [
    'two in one answer',
    db.selectFrom('users').select('id').union(db.selectFrom('groups').select('id')),
    2,
    'union select id from groups where groups.tenant_id = $2',
  ],
  [
    'a change',
    db.updateTable('users').set({ location: 'x' }).where('id', '=', 'x'),
    1,
    'where (id = $2) and users.tenant_id = $3',
  ],
  [
    'a change with another table',
    db.updateTable('users as u').from('groups as g').set({ location: 'x' }),
    2,
    'u.tenant_id = $2 and g.tenant_id = $3',
  ],
  ['a removal', db.deleteFrom('users'), 1, 'delete from users where users.tenant_id = $1'],
  ['a removal with another table', db.deleteFrom('users').using('groups as g'), 2, 'users.tenant_id = $1 and g.tenant_id = $2'],
  ['an own row', db.insertInto('user_words').values([{ tenant_id: MINE, ...WORD }]), 1, 'values ($1, $2, $3, $4, $5, $6)'],
  [
    'rows of another query',
    db
      .insertInto('user_words')
      .columns(['tenant_id', 'word', 'sort_name', 'user_id', 'created_at', 'marks'])
      .expression(db.selectFrom('user_words').selectAll()),
    1,
    'from user_words where user_words.tenant_id = $1',
  ],
  [
    'a query within raw SQL',
    sql`select count(*) from (${db.selectFrom('users').select('id')}) as some`,
    1,
    'users.tenant_id = $1',
  ],
  ['raw SQL', sql`select id from users where tenant_id = ${ofTenant}`, 1, 'where tenant_id = $1::uuid'],
  ['what has no tenant', db.selectFrom('installation').selectAll(), 0, 'select * from installation'],
])('%s is narrowed to the tenant', (_what, query, own, text) => {
  const { sql: written, parameters } = compiled(query);
  expect(written.replaceAll('"', '')).toContain(text);
  expect(parameters.filter((value) => value === MINE).length).toBe(own);
});

test.each([
  ['another tenant’s row', db.insertInto('user_words').values({ tenant_id: newId(), ...WORD })],
  ['one of two rows', db.insertInto('user_words').values([MINE, newId()].map((tenant_id) => ({ tenant_id, ...WORD })))],
  ['a row that changes hands', db.updateTable('users').set({ tenant_id: newId() })],
  ['a join that cannot be narrowed', db.selectFrom('users as u').fullJoin('groups as g', 'g.id', 'u.id').select('u.id')],
  ['a merge', db.mergeInto('users').using('groups', 'groups.id', 'users.id').whenMatched().thenDelete()],
  ['raw SQL of nobody', sql`select id from users where id = ${'x'}`],
  ['raw SQL of another tenant', sql`select id from users where tenant_id = ${newId()}`],
  ['raw SQL that forgets one of two', sql`select u.id from users u, groups g where u.tenant_id = ${ofTenant} and g.id = u.id`],
  ['raw SQL tied only to itself', sql`select u.id from users u join groups g on g.tenant_id = u.tenant_id`],
  [
    'raw SQL that forgets the inner one',
    sql`select id from users where tenant_id = ${ofTenant} and exists (select from sessions)`,
  ],
  ['raw SQL that empties a table', sql`truncate table users`],
  ['raw SQL that writes for nobody', sql`insert into user_words (word, user_id) values ('a', 'b')`],
  ['raw SQL in a condition', db.selectFrom('installation').selectAll().where(sql<boolean>`exists (select from users)`)],
])('%s is refused before it is sent', (_what, query) => {
  expect(() => compiled(query)).toThrow(/tenant|hands|narrowed/);
});

test.each([
  'select 1 from users as u where u.tenant_id = $0',
  'select m.id from mails m join users u on u.tenant_id = m.tenant_id and u.id = m.user_id where m.tenant_id = $0',
  'update mails m set state = u.role from users u where $0 = $0 and u.tenant_id = m.tenant_id and m.tenant_id = $0',
  'insert into mails (tenant_id, id) select tenant_id, id from mails where tenant_id = $0 on conflict (tenant_id, id) do update set state = excluded.state',
  'with gone as (delete from mails where tenant_id = $0 returning id) select mails from gone',
  'select exists (select from group_members o where o.tenant_id = m.tenant_id)',
  'select count(*) from users u where u.tenant_id = current_tenant()',
  'select u.id from tenants t join users u on u.tenant_id = t.id where t.id = $0 and u.id is not null',
  'select a, users from mail_totals where "users" = 1',
])('raw SQL that says whose rows it means passes: %s', (text) => {
  const parts = text.split('$0');
  const query = sql(parts as unknown as TemplateStringsArray, ...parts.slice(1).map(() => ofTenant));
  expect(() => compiled(query)).not.toThrow();
});

test('outside a tenant its place in raw SQL cannot be sent', () => {
  const bare = sql`select ${ofTenant}`.compile(db.withoutPlugins());
  expect(() => (bare.parameters[0] as { toPostgres(): string }).toPostgres()).toThrow('none');
});
