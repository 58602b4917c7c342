import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { Hono } from 'hono';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Paths of the small entry: what somebody meets who is not logged in. */
const ENTRY = /^\/(?:login|forgot|setup|activate|reset|stop)(?:\/|$)/;

/** Serves the built browser side: hashed assets for ever, the two HTML entries never from a cache. */
export function servePages(hono: Hono, webDir: string): void {
  const html = (file: string) => () => {
    const path = join(webDir, file);
    if (!existsSync(path)) return new Response('The pages are not built: run npm run build.', { status: 503 });
    const headers = { 'content-type': TYPES['.html']!, 'cache-control': 'no-store', 'x-robots-tag': 'noindex' };
    return new Response(readFileSync(path), { headers });
  };
  const entry = html(join('entry', 'index.html'));
  const shell = html('index.html');
  hono.get('*', (c, next) => {
    const path = new URL(c.req.url).pathname;
    if (/^\/(?:api|scim|healthz|readyz|metrics)(?:\/|$)/.test(path)) return next();
    return Promise.resolve(asset(webDir, path) ?? (ENTRY.test(path) ? entry() : shell()));
  });
}

function asset(webDir: string, path: string): Response | undefined {
  const type = TYPES[extname(path)];
  if (!type || path.includes('\0') || extname(path) === '.html') return undefined;
  const file = normalize(join(webDir, path));
  if (!file.startsWith(webDir + sep) || !statSync(file, { throwIfNoEntry: false })?.isFile()) return new Response('Not found', { status: 404 });
  const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, { headers: { 'content-type': type, 'cache-control': cache } });
}
