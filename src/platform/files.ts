import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../kernel/app-error.ts';
import { newId, type TenantId } from '../kernel/ids.ts';

/** Where bytes are kept, by the hash of their content and by tenant; never under a name that somebody chose. */
export interface Files {
  /**
   * Streams to disk while hashing; `announced` is awaited before the bytes stand under their name. @throws AppError `tooLarge` at the
   * first byte beyond `limit`; nothing is kept then.
   */
  put(
    tenantId: TenantId,
    bytes: Readable,
    limit: number,
    announced?: (file: string) => Promise<void>,
  ): Promise<{ file: string; size: number }>;
  read(tenantId: TenantId, file: string): Readable;
  /** The path on this machine's disk, for a parser in a process of its own. */
  path(tenantId: TenantId, file: string): string;
  remove(tenantId: TenantId, file: string): Promise<void>;
  has(tenantId: TenantId, file: string): Promise<boolean>;
  /** Removes what a process that died had begun to put, a day after anything was written to it; of all tenants. */
  sweep(): Promise<void>;
}

const DAY = 86_400_000;
const FILE = /^[0-9a-f]{64}$/;

export function filesOnDisk(root: string): Files {
  const inbox = join(root, 'incoming');
  const path = (tenantId: TenantId, file: string) => {
    if (!FILE.test(file)) throw new Error('This is no file of ours.');
    return join(root, tenantId, file.slice(0, 2), file);
  };
  return {
    path,
    read: (tenantId, file) => createReadStream(path(tenantId, file)),
    async put(tenantId, bytes, limit, announced) {
      await mkdir(inbox, { recursive: true });
      const temporary = join(inbox, newId());
      const hash = createHash('sha256');
      let size = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          if (size > limit) return done(new AppError('tooLarge', { limit: megabytes(limit) }));
          hash.update(chunk);
          done(null, chunk);
        },
      });
      try {
        await pipeline(bytes, measure, createWriteStream(temporary, { mode: 0o600 }));
        const file = hash.digest('hex');
        const target = path(tenantId, file);
        await announced?.(file);
        await mkdir(join(target, '..'), { recursive: true });
        await rename(temporary, target);
        return { file, size };
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    remove: (tenantId, file) => rm(path(tenantId, file), { force: true }),
    has: (tenantId, file) =>
      stat(path(tenantId, file)).then(
        () => true,
        () => false,
      ),
    async sweep() {
      const before = Date.now() - DAY;
      for (const name of await readdir(inbox).catch(() => [])) {
        const left = join(inbox, name);
        const seen = await stat(left).catch(() => null);
        if (seen && seen.mtimeMs < before) await rm(left, { force: true });
      }
    },
  };
}

/** `25 MB`, the same in every language we have. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
