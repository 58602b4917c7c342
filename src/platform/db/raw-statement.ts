import { TenantWall, tenantColumn } from './tenant-tables.ts';

/**
 * Reads a statement as text. Every table with a tenant that it names must be tied to a value: `m.tenant_id = $1` (or
 * `= current_tenant()`), or by way of another table that is (`u.tenant_id = m.tenant_id`), or `tenant_id = $1` where there
 * is only one; an insert must name the column. Aliases of a statement around it count as tied: that one is read by itself.
 * @returns the numbers of the values that have to be the tenant
 * @throws TenantWall naming the table that is not
 */
export function tenantValues(statement: string): readonly number[] {
  const tokens =
    statement
      .toLowerCase()
      .replace(/'[^']*'/g, "''")
      .match(/[a-z_][a-z0-9_]*|\$\d+|[^\s\w]/g) ?? [];
  const references = referencesIn(tokens);
  if (!references.length) return [];
  const tied = new Map<string, number>();
  const links: [string, string][] = [];
  const bare: string[] = [];
  const values: number[] = [];
  const columnOf = new Map(references.map(({ table, alias }) => [alias, tenantColumn(table)!]));
  const columns = new Set(columnOf.values());
  tokens.forEach((token, at) => {
    if (!columns.has(token) || tokens[at + 1] !== '=') return;
    const left = sideAt(tokens, at);
    if (left && token !== (columnOf.get(left) ?? 'tenant_id')) return;
    const right = sideAt(tokens, at + 2 + (tokens[at + 3] === '.' ? 2 : 0));
    const value = tokens[at + 2] ?? '';
    if (value.startsWith('$') || value === 'current_tenant') {
      if (left) tied.set(left, (tied.get(left) ?? 0) + 1);
      else bare.push(value);
      if (value.startsWith('$')) values.push(Number(value.slice(1)));
    } else if (right && columns.has(tokens[at + 4] ?? '')) {
      if (left) links.push([left, right]);
      else bare.push(right);
    }
  });
  tie(references, tied, links, bare.length, statement);
  return values;
}

/** The alias before a column; empty for a bare one. */
const sideAt = (tokens: readonly string[], at: number): string => (tokens[at - 1] === '.' ? (tokens[at - 2] ?? '') : '');

function tie(
  references: readonly Reference[],
  tied: Map<string, number>,
  links: readonly [string, string][],
  bare: number,
  statement: string,
): void {
  const open = new Map<string, Reference[]>();
  for (const one of references) if (!one.names) open.set(one.alias, [...(open.get(one.alias) ?? []), one]);
  const close = (alias: string, times: number) => open.set(alias, (open.get(alias) ?? []).slice(times));
  const isClosed = (alias: string) => !open.get(alias)?.length;
  for (const [alias, times] of tied) close(alias, times);
  for (let left = bare; ; left--) {
    for (let again = true; again; ) {
      again = false;
      for (const [one, other] of [...links, ...links.map(([a, b]) => [b, a] as const)])
        if (isClosed(one) && !isClosed(other)) {
          close(other, 1);
          again = true;
        }
    }
    const [next] = [...open.values()].flat();
    if (!next) return;
    if (left <= 0) throw new TenantWall(`${next.table} is read or changed without its tenant: ${statement.trim().slice(0, 300)}`);
    close(next.alias, 1);
  }
}

interface Reference {
  table: string;
  alias: string;
  /** An insert that names the tenant's column. */
  names: boolean;
}

const words = (text: string) => new Set(text.split(' '));
const BEFORE = words('from join update into using only table');
const CLAUSES = words('select from using set where values returning by on having limit into with case when then else');
const NO_ALIAS = words(
  'where set join inner left right full cross on using order group limit for returning select values union default except intersect',
);

function referencesIn(tokens: readonly string[]): Reference[] {
  const found: Reference[] = [];
  tokens.forEach((table, at) => {
    const column = tenantColumn(table);
    if (!column || tokens[at + 1] === '.' || tokens[at - 1] === '.') return;
    const before = tokens[at - 1] ?? '';
    if (!BEFORE.has(before) && !(before === ',' && clauseOf(tokens, at) === 'from')) return;
    if (before === 'into') {
      const opens = tokens.indexOf('(', at);
      const names = opens <= at + 3 && tokens.slice(opens, tokens.indexOf(')', at)).includes(column);
      found.push({ table, alias: table, names });
      return;
    }
    const next = tokens[at + 1] === 'as' ? tokens[at + 2] : tokens[at + 1];
    const alias = next && /^[a-z_]/.test(next) && !NO_ALIAS.has(next) ? next : table;
    found.push({ table, alias, names: false });
  });
  return found;
}

/** The word that begins the list in which something stands. */
function clauseOf(tokens: readonly string[], at: number): string {
  let depth = 0;
  for (let here = at - 1; here >= 0; here--) {
    const token = tokens[here]!;
    if (token === ')') depth++;
    else if (token === '(' && depth-- === 0) return '';
    else if (depth === 0 && CLAUSES.has(token)) return token === 'using' ? 'from' : token;
  }
  return '';
}
