import type { z } from 'zod';
import type { ErrorCode } from '../kernel/app-error.ts';
import type { Permission } from './permissions.ts';

/** `public`: anybody. `member`: anybody logged in. A permission: whoever has it. */
export type Access = Permission | 'public' | 'member';

type Shape = z.core.$ZodType;

/** One endpoint: what travels, who may, what can go wrong. Validation, OpenAPI and the browser's client are made from it. */
export interface Endpoint {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below /api/v1, Hono style: `/users/:id`. */
  path: string;
  summary: string;
  access: Access;
  params?: Shape;
  query?: Shape;
  body?: Shape;
  /** The shape of the answer; what it does not name does not leave the server. */
  ok: Shape;
  /** 200 unless told. */
  status?: number;
  /** `raw`: the body is a stream of bytes (an upload), not JSON. */
  takes?: 'json' | 'raw';
  /** `raw`: the handler answers a Response of its own (a file, a picture). */
  gives?: 'json' | 'raw';
  /** The codes it can answer beside the general ones. */
  errors?: ErrorCode[];
}

export const route = <const E extends Endpoint>(endpoint: E): E => endpoint;

type Empty = Record<never, never>;
type Sent<E extends Endpoint> = (E extends { params: infer P extends Shape } ? { params: z.input<P> } : Empty) &
  (E extends { query: infer Q extends Shape } ? { query?: z.input<Q> } : Empty) &
  (E extends { body: infer B extends Shape } ? { body: z.input<B> } : Empty) &
  (E extends { takes: 'raw' } ? { upload: unknown } : Empty);

export interface CallOptions {
  signal?: AbortSignal;
  headers?: Record<string, string>;
  onProgress?: (share: number) => void;
}

/** The browser's client: the same tree, each endpoint a function. */
export type Client<T> = {
  [K in keyof T]: T[K] extends Endpoint
    ? Empty extends Sent<T[K]>
      ? (sent?: Sent<T[K]>, options?: CallOptions) => Promise<z.output<T[K]['ok']>>
      : (sent: Sent<T[K]>, options?: CallOptions) => Promise<z.output<T[K]['ok']>>
    : Client<T[K]>;
};

/** What a handler gets: parsed and typed. Parts an endpoint does not declare are undefined. */
export interface Input<E extends Endpoint> {
  params: E extends { params: infer P extends Shape } ? z.output<P> : undefined;
  query: E extends { query: infer Q extends Shape } ? z.output<Q> : undefined;
  body: E extends { body: infer B extends Shape } ? z.output<B> : undefined;
}

/** What a handler answers, before the answer's shape has stripped it. */
export type Answer<E extends Endpoint> = E extends { gives: 'raw' } ? Response : z.input<E['ok']>;

export function isEndpoint(node: unknown): node is Endpoint {
  return typeof node === 'object' && node !== null && typeof (node as Endpoint).path === 'string' && 'method' in node;
}
