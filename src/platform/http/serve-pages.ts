import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
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
const ENTRY = /^\/(?:login|forgot|setup|activate|reset|confirm|stop)(?:\/|$)/;

/** What the small entry needs, written into its page so that a phone asks once. */
export type EntryFacts = (request: Request) => Promise<{ locale: string; setupOpen: boolean }>;

/** The small entry writes no styles from script, and shows nothing of another origin. */
const ENTRY_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the built browser side: hashed assets for ever, the two HTML entries never from a cache. */
export function servePages(hono: Hono, webDir: string, factsOf: EntryFacts): void {
  const headers = { 'content-type': TYPES['.html']!, 'cache-control': 'no-store', 'x-robots-tag': 'noindex' };
  const read = (file: string): string | undefined => {
    const path = join(webDir, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  // Assets never change under their name: packed once, kept.
  const packed = new Map<string, Buffer<ArrayBuffer>>();
  const notBuilt = () => new Response('The pages are not built: run npm run build.', { status: 503 });
  const shell = () => {
    const html = read('index.html');
    return html === undefined ? notBuilt() : new Response(html, { headers });
  };
  const written = new Map<string, WrittenPage>();
  const entry = async (request: Request) => {
    const html = read(join('entry', 'index.html'));
    if (html === undefined) return notBuilt();
    const key = [request.headers.get('host'), chosenLocale(request), request.headers.get('accept-language')?.slice(0, 100)].join(
      '\n',
    );
    let page = written.get(key);
    if (!page || page.until < performance.now()) {
      // Without an answer from the database the page still comes: it says so, and asks again by itself.
      const facts = await factsOf(request).catch(() => null);
      page = { ...writePage(html, facts), until: performance.now() + PAGE_KEPT_FOR };
      if (written.size > 200) written.clear();
      if (facts && !facts.setupOpen) written.set(key, page);
    }
    const own = { ...headers, 'content-security-policy': ENTRY_CSP, vary: 'accept-encoding, accept-language, cookie' };
    return takesGzip(request)
      ? new Response(page.packed, { headers: { ...own, 'content-encoding': 'gzip' } })
      : new Response(page.plain, { headers: own });
  };
  hono.get('*', (c, next) => {
    const path = new URL(c.req.url).pathname;
    if (/^\/(?:api|scim|healthz|readyz|metrics)(?:\/|$)/.test(path)) return next();
    return Promise.resolve(asset(webDir, path, packed, c.req.raw) ?? (ENTRY.test(path) ? entry(c.req.raw) : shell()));
  });
}

function asset(webDir: string, path: string, packed: Map<string, Buffer<ArrayBuffer>>, request: Request): Response | undefined {
  const type = TYPES[extname(path)];
  if (!type || path.includes('\0') || extname(path) === '.html') return undefined;
  const file = normalize(join(webDir, path));
  if (!file.startsWith(webDir + sep) || !statSync(file, { throwIfNoEntry: false })?.isFile())
    return new Response('Not found', { status: 404 });
  const hashed = path.startsWith('/assets/');
  const cache = hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
  const headers: Record<string, string> = { 'content-type': type, 'cache-control': cache, vary: 'accept-encoding' };
  if (hashed && PACKABLE.test(path) && takesGzip(request)) {
    const bytes = packed.get(file) ?? gzipSync(readFileSync(file), { level: 9 });
    packed.set(file, bytes);
    return new Response(bytes, { headers: { ...headers, 'content-encoding': 'gzip' } });
  }
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, { headers });
}

/** The page as it is sent, kept for a moment: a wave of a hundred thousand mails brings everybody to the same one. */
interface WrittenPage {
  plain: string;
  packed: Buffer<ArrayBuffer>;
  until: number;
}
const PAGE_KEPT_FOR = 2_000;

function writePage(html: string, facts: { locale: string } | null): Omit<WrittenPage, 'until'> {
  const plain = facts === null ? html : withFacts(html, facts);
  return { plain, packed: gzipSync(plain, { level: 6 }) };
}

/** The language that somebody chose on the page itself. */
export function chosenLocale(request: Request): string | undefined {
  return /(?:^|; )welkom_locale=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
}

function withFacts(html: string, facts: { locale: string }): string {
  // No `<` can end the element that holds the facts.
  const json = JSON.stringify(facts).replace(
    /[<\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return html
    .replace('<html lang="en">', `<html lang="${facts.locale}">`)
    .replace('id="entry-page"></script>', () => `id="entry-page">${json}</script>`);
}

const PACKABLE = /\.(?:js|css|svg)$/;
const takesGzip = (request: Request): boolean => /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
