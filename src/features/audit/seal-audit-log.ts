import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TenantId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { holdName } from '../../platform/db/hold-name.ts';
import { type App, inTenant, systemActor } from '../../platform/scope.ts';
import { hashOfSeal, insertSeal, lastSeal, type Seal, unsealedEvents } from './audit-seal-store.ts';

const STRETCH = 5000;

export interface Head {
  number: number;
  hash: string;
}

/** Seals what was recorded since, a stretch a transaction, and keeps the newest head in the data folder. @returns how many events */
export async function sealAuditLog(app: App, tenantId: TenantId): Promise<number> {
  let sealed = 0;
  let after: number | null = null;
  for (;;) {
    const stretch = await inTenant(app, { tenantId, actor: systemActor('audit-seal') }, async (scope) => {
      await holdName(scope.tx, `audit-seal:${tenantId}`);
      const events = await unsealedEvents(scope.tx, after, STRETCH);
      if (!events.length) return null;
      const before = await lastSeal(scope.tx);
      const fits = await headFits(scope.tx, await keptHead(app, tenantId));
      const number = (before?.number ?? 0) + 1;
      const texts = events.map((event) => event.text);
      const hash = hashStretch(before?.hash ?? '', texts);
      const upTo = Math.max(before?.up_to_seq ?? 0, ...events.map((event) => event.seq));
      const seal = { number, up_to_seq: upTo, events: events.length, hash, signature: sign(app, tenantId, { number, hash }) };
      await insertSeal(
        scope.tx,
        tenantId,
        seal,
        events.map((event) => event.id),
      );
      return { ...seal, fits, last: events.at(-1)!.seq };
    });
    if (!stretch) return sealed;
    // A head that the chain no longer holds stays: what was cut off would look whole after the next event.
    if (stretch.fits) await keepHead(app, tenantId, stretch);
    sealed += stretch.events;
    after = stretch.last;
    if (stretch.events < STRETCH) return sealed;
  }
}

/** Whether the head outside the database is one of the chain's seals. */
export async function headFits(tx: Tx, head: Head | undefined): Promise<boolean> {
  return head === undefined || (await hashOfSeal(tx, head.number)) === head.hash;
}

/** SHA-256 over the hash before and each event's text, length first, so that no two lists give the same. */
export function hashStretch(before: string, texts: string[]): string {
  const hash = createHash('sha256').update(before);
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:`).update(text);
  return hash.digest('hex');
}

export function sign(app: Pick<App, 'secrets'>, tenantId: TenantId, { number, hash }: Head): string {
  return app.secrets.mac('audit-seal', tenantId, String(number), hash).toString('hex');
}

const headFile = (app: Pick<App, 'config'>, tenantId: TenantId) => join(app.config.dataDir, 'audit', `${tenantId}.json`);

async function keepHead(app: App, tenantId: TenantId, { number, hash }: Pick<Seal, 'number' | 'hash'>): Promise<void> {
  const file = headFile(app, tenantId);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify({ number, hash }), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The head that stands outside the database; undefined where none was kept on this machine. */
export async function keptHead(app: Pick<App, 'config'>, tenantId: TenantId): Promise<Head | undefined> {
  const text = await readFile(headFile(app, tenantId), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Head);
}
