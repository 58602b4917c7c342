import { isUuid, type UserId } from '../../kernel/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { judgeOpen } from './judge-open.ts';
import { lockByOpenId, writeOpen } from './open-store.ts';

/**
 * A mail's picture was fetched. Recorded only while the environment measures opens: after it was switched off, pictures of
 * earlier mails still answer and tell nothing.
 * @returns the person, where a person probably opened it for the first time
 */
export async function noteOpen({ tx, tenant, now }: Scope, openId: string, userAgent: string): Promise<UserId | null> {
  if (!tenant.openTracking || !isUuid(openId)) return null;
  const mail = await lockByOpenId(tx, tenant.id, openId);
  if (mail === undefined || mail.openedBy === 'person') return null;
  const by = judgeOpen(userAgent, mail.stateAt === null ? null : now.getTime() - mail.stateAt.getTime());
  if (mail.openedBy !== null && by !== 'person') return null;
  await writeOpen(tx, tenant.id, mail.id, by, now);
  return by === 'software' ? null : mail.userId;
}

/** One transparent dot. */
const PICTURE = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** The same answer for every id, known or not. */
export const pictureResponse = (): Response =>
  new Response(PICTURE, {
    headers: {
      'content-type': 'image/gif',
      'cache-control': 'no-store, no-cache, must-revalidate, max-age=0, private',
      'cross-origin-resource-policy': 'cross-origin',
    },
  });
