import type { Scope } from '../../platform/scope.ts';
import { takeBackMails, type Waiting } from './mail-store.ts';

/**
 * Takes waiting mails back, in the caller's transaction. What a server is being told this very moment can no longer be;
 * everything else does not leave any more, however far a worker has come with it.
 * @returns how many were taken back
 */
export async function takeBack(scope: Scope, which: Waiting, because: string): Promise<number> {
  return await takeBackMails(scope.tx, scope.tenant.id, which, because, scope.now);
}
