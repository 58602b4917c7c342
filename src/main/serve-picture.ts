import type { Hono } from 'hono';
import { noteOpen, pictureResponse } from '../features/mail/index.ts';
import { markOpened } from '../features/users/index.ts';
import { type Identify, NO_TENANT } from '../platform/http/serve-api.ts';
import { ANONYMOUS, type App, inTenant } from '../platform/scope.ts';

/** The picture that tells of an opening, where that is measured. Always the same dot, whatever the id; a look with HEAD tells nothing. */
export function servePicture(hono: Hono, app: App, identify: Identify): void {
  hono.get('/o/:file', async (c) => {
    const openId = c.req.param('file').replace(/\.gif$/, '');
    const known = await identify(new Request(c.req.raw.url, { headers: { host: c.req.header('host') ?? '' } }), app).catch(
      () => undefined,
    );
    if (c.req.method === 'GET' && known !== undefined && known.tenantId !== NO_TENANT) {
      await inTenant(app, { tenantId: known.tenantId, actor: ANONYMOUS }, async (scope) => {
        const userId = await noteOpen(scope, openId, c.req.header('user-agent') ?? '');
        if (userId !== null) await markOpened(scope, userId, scope.now);
      }).catch((error: unknown) => app.log.warn({ err: error }, 'an opening could not be noted'));
    }
    return pictureResponse();
  });
}
