import type { MailId, UserId } from '../../kernel/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { takeBackMails } from './mail-store.ts';

/** Which waiting mails: of these people (and kinds), or these very mails. */
export type Waiting =
  | { readonly userIds: readonly UserId[]; readonly kinds?: readonly string[] }
  | { readonly mailIds: readonly MailId[] };

/**
 * Takes waiting mails back, in the caller's transaction. What a server is being told this very moment can no longer be;
 * everything else does not leave any more, however far a worker has come with it.
 * @returns how many were taken back
 */
export async function takeBack(scope: Scope, which: Waiting, because: string): Promise<number> {
  return await takeBackMails(scope.tx, scope.tenant.id, which, because, scope.now);
}
