import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely';
import pg from 'pg';
import type { TenantId } from '../../kernel/ids.ts';
import { isUuid } from '../../kernel/ids.ts';
import { openPool } from './open-pool.ts';
import type { Tables } from './tables.ts';
import { tenantWall } from './tenant-wall.ts';

/** A transaction's handle: the only way to the database. It throws when used after its transaction has ended. */
export type Tx = Kysely<Tables>;

export interface InTenant {
  tenantId: TenantId;
  within: Within | null;
}

/** One more wall: of the people, only the members of these groups, and this person, exist. */
export interface Within {
  groupIds: readonly string[];
  userId: string | null;
}

export interface Database {
  /** One transaction inside a tenant's walls, as the role that owns nothing. `work` gets what the opening round trip brought. */
  inTenant<T>(where: TenantId | InTenant, work: (tx: Tx, opening: TenantRow) => Promise<T>): Promise<T>;
  /** One transaction across tenants, as the login role: for registries and the mail dispatch, never for people. */
  acrossTenants<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One statement that is its own transaction, in one round trip: for functions that step behind a tenant's wall by themselves. */
  once<Row>(statement: RawBuilder<Row>): Promise<Row[]>;
  url: string;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** What the opening round trip brings: the tenant's facts and the transaction's instant. */
export interface TenantRow {
  now: Date;
  id: string;
  name: string;
  locale: string;
  time_zone: string;
  brand_color: string;
  logo_file: string | null;
  public_url: string | null;
  open_tracking: boolean | null;
  link_days: number;
  sealed_at: Date | null;
  version: number;
}

export class UnknownTenant extends Error {
  override name = 'UnknownTenant';
}

const DATE = 1082;
const INT8 = 20;
// Days stay text (they have no time zone), counts become numbers: 2^53 is beyond anything counted here.
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === DATE) return (text: string) => text;
    if (oid === INT8) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  }) as typeof pg.types.getTypeParser,
};

const RETRY = new Set(['40001', '40P01']);

export function connectDatabase(url: string, options: { connections?: number } = {}): Database {
  const pool = openPool({ connectionString: url, max: options.connections ?? 10, types, application_name: 'welkom' });

  async function transaction<T>(
    opening: string,
    work: (tx: Tx, results: pg.QueryResult[]) => Promise<T>,
    tenantId?: TenantId,
  ): Promise<T> {
    const client = await pool.connect();
    const handle = handleOn(client, tenantId);
    let broken: Error | undefined;
    try {
      const results = (await client.query(opening)) as unknown as pg.QueryResult[];
      const answer = await work(handle.tx, results);
      await client.query('commit');
      return answer;
    } catch (error) {
      await client.query('rollback').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      throw error;
    } finally {
      handle.end();
      client.release(broken);
    }
  }

  async function repeatedOnDeadlock<T>(attempt: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt();
      } catch (error) {
        if (tries >= 4 || !RETRY.has((error as { code?: string }).code ?? '')) throw error;
        await new Promise((resolve) => setTimeout(resolve, tries * 20 * Math.random()));
      }
    }
  }

  return {
    url,
    inTenant(where, work) {
      const { tenantId, within } = typeof where === 'string' ? { tenantId: where, within: null } : where;
      if (!isUuid(tenantId)) throw new UnknownTenant(tenantId);
      const opening = `begin; ${within ? limitTo(within) : 'set local role welkom_app;'} select set_config('app.tenant_id', '${tenantId}', true);
        select now() as now, id, name, locale, time_zone, brand_color, logo_file, public_url, open_tracking, link_days, sealed_at, version
        from tenants where id = '${tenantId}'`;
      return repeatedOnDeadlock(() =>
        transaction(
          opening,
          (tx, results) => {
            const row = results.at(-1)?.rows[0] as TenantRow | undefined;
            if (!row) throw new UnknownTenant(tenantId);
            return work(tx, row);
          },
          tenantId,
        ),
      );
    },
    once(statement) {
      const { sql: text, parameters } = statement.compile(compiler);
      return repeatedOnDeadlock(async () => (await pool.query(text, [...parameters])).rows);
    },
    acrossTenants: (work) => repeatedOnDeadlock(() => transaction('begin', (tx) => work(tx))),
    async ping() {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}

/** Such a transaction runs as the role that the walls within a tenant stand for (db/migrations/0012_reach.sql). */
function limitTo({ groupIds, userId }: Within): string {
  const reach = `{${groupIds.filter(isUuid).join(',')}}`;
  const actor = userId !== null && isUuid(userId) ? userId : '';
  return `set local role welkom_within; select set_config('app.reach', '${reach}', true), set_config('app.actor_id', '${actor}', true);`;
}

/** Steps behind the wall within the tenant again, or out of it, inside a transaction that began behind it. */
export async function standWithin(tx: Tx, within: boolean): Promise<void> {
  await sql`set local role ${sql.raw(within ? 'welkom_within' : 'welkom_app')}`.execute(tx);
}

/** Writes SQL without a connection. */
const compiler = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

function handleOn(client: pg.PoolClient, tenantId?: TenantId): { tx: Tx; end(): void } {
  let over = false;
  const onlyClient = {
    connect: async () => {
      if (over) throw new Error('This transaction is over: its handle was kept too long.');
      return Object.assign(Object.create(client) as pg.PoolClient, {
        query: client.query.bind(client),
        release: () => undefined,
      });
    },
    end: async () => undefined,
  };
  const plugins = tenantId ? [tenantWall(tenantId)] : [];
  const tx = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: onlyClient }), plugins });
  return {
    tx,
    end: () => {
      over = true;
    },
  };
}
