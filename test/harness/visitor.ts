import { makeIdentify } from '../../src/features/sessions/index.ts';
import { makeHttp } from '../../src/main/http.ts';
import type { App } from '../../src/platform/scope.ts';

export interface Heard<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
  text: string;
}

export interface Visitor {
  get<T = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Heard<T>>;
  post<T = Record<string, unknown>>(path: string, body: unknown, headers?: Record<string, string>): Promise<Heard<T>>;
  delete<T = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Heard<T>>;
  request<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Heard<T>>;
  cookies: Map<string, string>;
}

/** Browsers at the real HTTP side, without a socket: each has its own cookies and tells the origin that browsers tell. */
export function makeDoor(app: App): { visitor(from?: string): Visitor } {
  const hono = makeHttp(app, makeIdentify(), { notReady: async () => null });
  return {
    visitor(from = '203.0.113.5') {
      const cookies = new Map<string, string>();
      const request = async <T>(
        method: string,
        path: string,
        body?: unknown,
        headers: Record<string, string> = {},
      ): Promise<Heard<T>> => {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const answer = await hono.request(`http://welkom.test${path}`, {
          method,
          headers: {
            host: 'welkom.test',
            origin: 'http://welkom.test',
            'x-forwarded-for': from,
            ...(body !== undefined && !isBytes(body) && { 'content-type': 'application/json' }),
            ...(cookie && { cookie }),
            ...headers,
          },
          ...(body !== undefined && { body: isBytes(body) ? (body as unknown as string) : JSON.stringify(body) }),
        });
        for (const line of answer.headers.getSetCookie()) {
          const [pair = ''] = line.split(';');
          const at = pair.indexOf('=');
          const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
          if (value) cookies.set(name, value);
          else cookies.delete(name);
        }
        const text = method === 'HEAD' ? '' : await answer.text();
        const isJson = (answer.headers.get('content-type') ?? '').includes('json');
        return { status: answer.status, headers: answer.headers, text, body: (isJson && text ? JSON.parse(text) : {}) as T };
      };
      return {
        cookies,
        request,
        get: (path, headers) => request('GET', path, undefined, headers),
        post: (path, body, headers) => request('POST', path, body, headers),
        delete: (path, headers) => request('DELETE', path, undefined, headers),
      };
    },
  };
}

/** A file is sent as it is. */
const isBytes = (body: unknown): body is Uint8Array => body instanceof Uint8Array;
