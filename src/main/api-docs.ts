import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import { contract } from '../contract/index.ts';
import { openApiDocument } from '../platform/http/openapi.ts';
import type { App } from '../platform/scope.ts';
import { projectRoot } from './project-root.ts';

/** The reader's script is copied into the build, because its own default loads from a foreign host. */
const SCRIPT = join(projectRoot, 'dist/web/api-docs.js');

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Welkom API</title>
</head>
<body>
<main id="app"></main>
<script src="/api/docs/reader.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

const START = `Scalar.createApiReference('#app', { url: '/api/openapi.json', hideClientButton: true, withDefaultFonts: false, telemetry: false });\n`;

/** The styles that the reader writes for itself need 'unsafe-inline'; scripts stay our own. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `/api/openapi.json` and `/api/docs`, from our own origin. */
export function serveApiDocs(hono: Hono, app: App): void {
  let document: string | undefined;
  const json = () => {
    document ??= JSON.stringify(openApiDocument(contract, { version: versionOf(), url: app.config.publicUrl }));
    return new Response(document, {
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' },
    });
  };
  const text = (body: string, type: string) =>
    new Response(body, {
      headers: { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': CSP, 'cache-control': 'no-cache' },
    });
  hono.get('/api/openapi.json', () => json());
  hono.get('/api/docs', () => text(PAGE, 'text/html'));
  hono.get('/api/docs/start.js', () => text(START, 'text/javascript'));
  hono.get('/api/docs/reader.js', () =>
    existsSync(SCRIPT)
      ? new Response(Readable.toWeb(createReadStream(SCRIPT)) as ReadableStream, {
          headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=86400' },
        })
      : new Response('The pages are not built: run npm run build.', { status: 503 }),
  );
}

export function versionOf(): string {
  return (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version;
}
