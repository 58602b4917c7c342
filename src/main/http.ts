import { join } from 'node:path';
import { Hono } from 'hono';
import { showEntryPage } from '../features/setup/index.ts';
import { AppError } from '../kernel/app-error.ts';
import { rememberAddress } from '../platform/http/client-address.ts';
import { safeHeaders } from '../platform/http/headers.ts';
import { serveMetrics } from '../platform/http/metrics.ts';
import { asAppError, problemResponse } from '../platform/http/problem.ts';
import { type Identify, localeOf, serveApi } from '../platform/http/serve-api.ts';
import { chosenLocale, servePages } from '../platform/http/serve-pages.ts';
import type { App } from '../platform/scope.ts';
import { serveApiDocs } from './api-docs.ts';
import { projectRoot } from './project-root.ts';
import { queueDepths } from './queue-depth-store.ts';
import { allRoutes } from './routes.ts';
import { servePicture } from './serve-picture.ts';

/** Look and words for the small entry; a page must come even to somebody whose cookie or key is refused. */
async function entryFacts(app: App, identify: Identify, request: Request) {
  const bare = new Request(request.url, { headers: { host: request.headers.get('host') ?? new URL(request.url).host } });
  const { tenantId } = await identify(bare, app);
  return showEntryPage(app, tenantId, { locale: chosenLocale(request), accepted: request.headers.get('accept-language') });
}

export interface Health {
  /** Answers an error's sentence while the process should get no requests. */
  notReady: () => Promise<string | null>;
}

/** The whole HTTP side: API, pages, health. Called without a socket by tests. */
export function makeHttp(app: App, identify: Identify, health: Health): Hono {
  const hono = new Hono();
  hono.use(rememberAddress(app.config.trustedProxies));
  hono.use(safeHeaders(app.config));
  serveMetrics(hono, app.config, () => app.db.acrossTenants(queueDepths));
  hono.get('/healthz', (c) => c.text('ok\n'));
  hono.get('/readyz', async (c) => {
    const reason = await health.notReady();
    return reason ? c.text(`${reason}\n`, 503) : c.text('ok\n');
  });
  serveApi(hono, app, allRoutes(app), identify);
  serveApiDocs(hono, app);
  servePicture(hono, app, identify);
  hono.all('/api/*', (c) => problemResponse(new AppError('notFound'), app, localeOf(c)));
  servePages(hono, join(projectRoot, 'dist/web'), (request) => entryFacts(app, identify, request));
  hono.onError((error, c) => problemResponse(asAppError(error, app), app, localeOf(c)));
  return hono;
}
