import type { z } from 'zod';
import { contract } from '../../../src/contract/index.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { endpointsOf } from '../../../src/platform/http/openapi.ts';
import { undeclared } from '../../harness/closed-shape.ts';
import type { TableState } from '../../harness/table-state.ts';
import { CALLS, objectOf } from './calls.ts';
import type { Relation, Row } from './rows.ts';
import { type Heard, PRINCIPALS, type Principal, type World } from './world.ts';

export const ENDPOINTS = new Map(endpointsOf(contract).map(({ area, name, endpoint }) => [`${area}.${name}`, endpoint]));

export interface Cell {
  row: string;
  relation: Relation;
  principal: string;
  status: number;
  body: string;
  /** Names in the answer that its shape does not know. */
  strange: string[];
  /** For the first accepted call of a line: what it did. */
  effect?: Effect;
}
export interface Effect {
  /** The tables in which something is other than before. */
  changed: string[];
  /** The audit rows it left, and the tables that hold rows of another transaction than theirs. */
  audited: string[];
  apart: string[];
}

/** A number per principal for every row of the table, in the order of PRINCIPALS. */
export const lineOf = (row: string, relation: string, statuses: readonly (number | undefined)[]): string =>
  `${row.padEnd(30)} ${relation.padEnd(9)} ${statuses.map((status) => String(status ?? '?').padEnd(3)).join(' ')}`;

export const rowOf = (name: string): Row => CALLS[name]!;
export const routeOf = (name: string): string => name.split('#')[0]!;

/** Makes one call of the matrix. */
export async function makeCall(
  world: World,
  versions: ReadonlyMap<string, number>,
  name: string,
  relation: Relation,
  as: Principal,
): Promise<Heard> {
  const row = rowOf(name);
  const endpoint = ENDPOINTS.get(routeOf(name))!;
  const id = objectOf(row, relation, as, world, newId);
  const here = as.host === 'b.welkom.test' ? world.b : world.a;
  const sent = row.send?.({ id, relation, here, as, world, version: (of) => versions.get(of) ?? 1, fresh: newId }) ?? {};
  const params: Record<string, string> = { id, ...sent.params };
  const path = endpoint.path.replace(/:(\w+)/g, (_all, part: string) => params[part] ?? id);
  return world.call(as, endpoint.method.toUpperCase(), `/api/v1${path}${sent.query ? `?${sent.query}` : ''}`, {
    ...(sent.json !== undefined && { json: sent.json }),
    ...(sent.raw !== undefined && { raw: sent.raw }),
  });
}

/**
 * Makes every call of every row as everybody, each from the very same state of the database. A line's refused calls are
 * made first, all at once, and must together have changed nothing; of its accepted calls the first that changes something is
 * looked at in every table.
 */
export async function runMatrix(world: World, state: TableState, table: ReadonlyMap<string, readonly number[]>) {
  const cells: Cell[] = [];
  const leaks: string[] = [];
  const versions = await versionsOf(state);
  for (const [line, expected] of table) {
    const [name, relation] = line.split(' ') as [string, Relation];
    const endpoint = ENDPOINTS.get(routeOf(name));
    if (!endpoint || !CALLS[name]) continue;
    const isRead = endpoint.method === 'get';
    const one = async (principal: Principal): Promise<Cell> => {
      const heard = await makeCall(world, versions, name, relation, principal);
      const strange = heard.status < 300 && endpoint.gives !== 'raw' ? undeclared(endpoint.ok as z.ZodType, heard.json) : [];
      const cell: Cell = { row: name, relation, principal: principal.name, status: heard.status, body: heard.text, strange };
      cells.push(cell);
      return cell;
    };
    const columns = PRINCIPALS.map((each, at) => ({ principal: world.principals.get(each)!, accepted: expected[at]! < 400 }));
    await Promise.all(columns.filter((column) => isRead || !column.accepted).map((column) => one(column.principal)));
    const touched = await state.changed();
    if (touched.length) leaks.push(`${line}: ${touched.join(', ')}`);
    await state.restore(touched);
    let changed: string[] | undefined;
    for (const { principal } of columns.filter((column) => !isRead && column.accepted)) {
      const look = !changed?.length;
      const before = look ? await transactionNow(state) : 0;
      const cell = await one(principal);
      if (look) {
        changed = await state.changed();
        cell.effect = { changed, ...(await auditOf(state, before, changed)) };
      }
      if (changed?.length) await state.restore(changed);
    }
    if (changed && (await state.changed()).length) await state.restore();
  }
  return { cells, leaks };
}

async function transactionNow(state: TableState): Promise<number> {
  return Number((await state.client.query('select pg_current_xact_id()::text as now')).rows[0].now);
}

async function auditOf(state: TableState, before: number, changed: readonly string[]) {
  const { rows } = await state.client.query<{ event: string; xmin: string }>(
    `select event, xmin::text from audit_events where xmin::text::bigint > ${before} order by seq`,
  );
  const apart: string[] = [];
  for (const table of changed.filter((one) => one !== 'jobs')) {
    const other = `select 1 from ${table} where xmin::text::bigint > ${before} and not xmin::text = any($1) limit 1`;
    if ((await state.client.query(other, [rows.map((row) => row.xmin)])).rowCount) apart.push(table);
  }
  return { audited: rows.map((row) => row.event), apart };
}

/** The versions that a page would have been shown. */
async function versionsOf(state: TableState): Promise<Map<string, number>> {
  const { rows } = await state.client.query<{ id: string; version: number }>(
    'select id::text, version from users union all select id::text, version from groups union all select id::text, version from tenants union all select id::text, version from saved_views',
  );
  return new Map(rows.map((row) => [row.id, row.version]));
}
