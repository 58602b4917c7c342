import {
  AndNode,
  BinaryOperationNode,
  ColumnNode,
  type KyselyPlugin,
  OnNode,
  type OperationNode,
  OperatorNode,
  ParensNode,
  type RawNode,
  ReferenceNode,
  sql,
  TableNode,
  ValueNode,
  WhereNode,
} from 'kysely';
import type { TenantId } from '../../kernel/ids.ts';
import { tenantValues } from './raw-statement.ts';
import { TenantWall, tenantColumn } from './tenant-tables.ts';

const PLACE = {
  toPostgres(): never {
    throw new TenantWall('ofTenant stands for the tenant of a transaction, and this one has none.');
  },
};

/** In a raw statement: the tenant of the transaction, as in `where tenant_id = ${ofTenant}`. */
export const ofTenant = sql<string>`${PLACE}::uuid`;

/**
 * The application's own wall, whatever the database lets through: every table with a tenant that a statement reads or
 * changes is narrowed to this tenant, at every depth; a row written must be its own; a raw statement must say `tenant_id`
 * itself, with this value.
 * @throws TenantWall when the statement is built, before anything is sent
 */
export function tenantWall(tenantId: TenantId): KyselyPlugin {
  const done = new WeakSet<object>();

  function walk<T extends object>(node: T): T {
    if (done.has(node)) return node;
    const kind = (node as { kind?: string }).kind;
    if (kind === 'ValueNode') return ((node as ValueNode).value === PLACE ? ValueNode.create(tenantId) : node) as T;
    if (kind === 'PrimitiveValueListNode') return node;
    if (kind === 'RawNode') return raw(node as unknown as RawNode, true) as unknown as T;
    const inner = children(node);
    if (!kind) return inner;
    const narrowed = narrow(inner as unknown as OperationNode) as unknown as T;
    done.add(narrowed);
    return narrowed;
  }

  /** A copy only where something within is other than before. */
  function children<T extends object>(node: T): T {
    if (Array.isArray(node)) {
      let changed = false;
      const all = node.map((one) => {
        const now = typeof one === 'object' && one !== null ? walk(one) : one;
        changed ||= now !== one;
        return now;
      });
      return (changed ? all : node) as T;
    }
    let copy: T | undefined;
    for (const name in node) {
      const one = node[name];
      if (typeof one !== 'object' || one === null) continue;
      const now = walk(one);
      if (now !== one) {
        copy ??= { ...node };
        copy[name] = now;
      }
    }
    return copy ?? node;
  }

  function narrow(node: OperationNode): OperationNode {
    switch (node.kind) {
      case 'SelectQueryNode':
      case 'UpdateQueryNode':
      case 'DeleteQueryNode':
        return narrowQuery(node as Query);
      case 'InsertQueryNode':
        checkInsert(node as unknown as Insert);
        return node;
      case 'MergeQueryNode':
        throw new TenantWall('merge is not spoken here: it cannot be narrowed.');
      default:
        return node;
    }
  }

  /** A raw statement, or a piece of one: read as a whole, and the queries inside it narrowed. */
  function raw(node: RawNode, whole: boolean): RawNode {
    const parameters = node.parameters.map((one) => (one.kind === 'RawNode' ? raw(one as RawNode, false) : walk(one)));
    const filled = { ...node, parameters };
    if (whole) {
      const values: unknown[] = [];
      for (const at of readOnce(textOf(filled, values)))
        if (values[at] !== tenantId) throw new TenantWall('A raw statement names another tenant.');
      done.add(filled);
    }
    return filled;
  }

  const mine = ({ table, name }: Reference): OperationNode =>
    BinaryOperationNode.create(
      ReferenceNode.create(ColumnNode.create(tenantColumn(table)!), TableNode.create(name)),
      OperatorNode.create('='),
      ValueNode.create(tenantId),
    );

  function narrowQuery(query: Query): Query {
    if (query.updates?.some((update) => ColumnNode.is(update.column) && update.column.column.name === 'tenant_id'))
      throw new TenantWall('A row never changes hands.');
    const conditions = [query.table, ...(query.from?.froms ?? []), ...(query.using?.tables ?? [])].flatMap(tablesIn).map(mine);
    const joins = query.joins?.map((join) => {
      const own = tablesIn(join.table).map(mine);
      if (!own.length) return join;
      if (/Right|Full/.test(join.joinType)) throw new TenantWall(`${join.joinType} cannot be narrowed.`);
      if (join.on) return { ...join, on: OnNode.create(both(join.on.on, own)) };
      conditions.push(...own);
      return join;
    });
    if (!conditions.length) return joins ? { ...query, joins } : query;
    const where = WhereNode.create(both(query.where?.where, conditions));
    return { ...query, where, ...(joins && { joins }) };
  }

  function checkInsert(insert: Insert): void {
    const table = insert.into ? tablesIn(insert.into)[0]?.table : undefined;
    if (!table) return;
    const at = insert.columns?.findIndex((column) => column.column.name === tenantColumn(table)) ?? -1;
    if (at < 0) throw new TenantWall(`A row of ${table} is written without its tenant.`);
    for (const row of insert.values?.values ?? []) {
      const value = row.values[at];
      const written = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
      if (written !== tenantId) throw new TenantWall(`A row of ${table} is written for another tenant.`);
    }
  }

  return {
    transformQuery: ({ node }) => walk(node),
    transformResult: async ({ result }) => result,
  };
}

interface Reference {
  table: string;
  /** Its alias, where it has one. */
  name: string;
}
interface Query extends OperationNode {
  table?: OperationNode;
  from?: { froms: readonly OperationNode[] };
  using?: { tables: readonly OperationNode[] };
  joins?: readonly { joinType: string; table: OperationNode; on?: OnNode }[];
  where?: WhereNode;
  updates?: readonly { column: OperationNode }[];
}
interface Insert {
  into?: OperationNode;
  columns?: readonly ColumnNode[];
  /** Rows; of an `insert … select` there are none, and its select is narrowed. */
  values?: { values?: readonly { values: readonly unknown[] }[] };
}

/** What was asked stands in brackets: it may be an `or` in raw SQL. */
const both = (asked: OperationNode | undefined, own: readonly OperationNode[]): OperationNode =>
  [...(asked ? [ParensNode.create(asked)] : []), ...own].reduce((left, right) => AndNode.create(left, right));

/** The tenants' tables among what stands behind `from`, `join`, `update`, `using`, `into`. */
function tablesIn(node: OperationNode | undefined): Reference[] {
  if (!node) return [];
  if (node.kind === 'ListNode') return (node as OperationNode & { items: OperationNode[] }).items.flatMap(tablesIn);
  const { node: aliased, alias } = node as OperationNode & { node?: OperationNode; alias?: { name: string } };
  const table = node.kind === 'AliasNode' ? aliased : node;
  if (table?.kind !== 'TableNode') return [];
  const { name } = (table as TableNode).table.identifier;
  return tenantColumn(name) ? [{ table: name, name: alias?.name ?? name }] : [];
}

const read = new Map<string, readonly number[]>();
function readOnce(statement: string): readonly number[] {
  let known = read.get(statement);
  if (!known) {
    known = tenantValues(statement);
    if (read.size < 2_000) read.set(statement, known);
  }
  return known;
}

/** The text with its names, `$n` for its values, and nothing of the queries within. */
function textOf(node: OperationNode, values: unknown[]): string {
  switch (node.kind) {
    case 'RawNode': {
      const { sqlFragments, parameters } = node as RawNode;
      return sqlFragments.reduce((text, part, at) => text + textOf(parameters[at - 1]!, values) + part);
    }
    case 'ValueNode':
      return ` $${values.push((node as ValueNode).value) - 1} `;
    case 'IdentifierNode':
      return (node as OperationNode & { name: string }).name;
    case 'TableNode':
      return (node as TableNode).table.identifier.name;
    case 'ColumnNode':
      return (node as ColumnNode).column.name;
    case 'ReferenceNode': {
      const { table, column } = node as ReferenceNode;
      return `${table ? `${textOf(table, values)}.` : ''}${textOf(column, values)}`;
    }
    default:
      return ' ( ) ';
  }
}
