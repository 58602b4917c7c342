import { createHash } from 'node:crypto';

/** What an event says beside who did what: the part that can name people. */
export interface AuditContent {
  actorName: string;
  origin: string | null;
  targetName: string | null;
  /** JSON */
  detail: string;
}

/** SHA-256 over salt and content, each part length first, in hex: what the chain holds in the content's place. */
export function hashContent(salt: string, { actorName, origin, targetName, detail }: AuditContent): string {
  const hash = createHash('sha256').update(salt);
  for (const part of [actorName, origin, targetName, detail])
    hash.update(part === null ? '-:' : `${Buffer.byteLength(part)}:${part}`);
  return hash.digest('hex');
}
