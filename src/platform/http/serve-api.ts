import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Answer, Endpoint, Input } from '../../contract/core.ts';
import { isEndpoint } from '../../contract/core.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { type Locale, pickLocale } from '../../kernel/locale.ts';
import { type Actor, type App, allow, inTenant, type Scope } from '../scope.ts';
import { errorCodesOf } from './error-codes.ts';
import { asAppError, problemResponse } from './problem.ts';
import { readInput } from './read-input.ts';

/** What the answer may carry beside its body. */
export interface Reply {
  header(name: string, value: string): void;
  status(code: number): void;
}

export interface Who {
  tenantId: TenantId;
  actor: Actor;
}

export type Given<E extends Endpoint> = Input<E> & { request: Request; reply: Reply };

type InScope<E extends Endpoint> = (scope: Scope, input: Given<E>) => Promise<Answer<E>> | Answer<E>;
/** For work that must stay outside a transaction (hashing, parsing, streaming); it opens its own. */
type OutsideScope<E extends Endpoint> = { outside: (app: App, who: Who, input: Given<E>) => Promise<Answer<E>> };

export type Handler<E extends Endpoint> = InScope<E> | OutsideScope<E>;
export type Handlers<T> = { [K in keyof T]: T[K] extends Endpoint ? Handler<T[K]> : Handlers<T[K]> };

/** An endpoint with its handler, as the router takes it. */
export interface Served {
  endpoint: Endpoint;
  handler: Handler<Endpoint>;
}

/** Joins a part of the contract with its handlers; a missing or a superfluous one does not compile. */
export function implement<T extends object>(contract: T, handlers: Handlers<T>): Served[] {
  return Object.entries(contract).flatMap(([name, node]) => {
    const handler = (handlers as Record<string, unknown>)[name];
    return isEndpoint(node)
      ? [{ endpoint: node, handler: handler as Handler<Endpoint> }]
      : implement(node as object, handler as Handlers<object>);
  });
}

/** Before the first environment there is none: whatever opens a transaction there answers `notFound`. */
export const NO_TENANT = '00000000-0000-0000-0000-000000000000' as TenantId;

/** Who asks, and where: made by features/sessions, given in by main. */
export type Identify = (request: Request, app: App) => Promise<Who>;

/** Serves every endpoint below /api/v1: who → may they → input → one transaction → the answer through its shape. */
export function serveApi(hono: Hono, app: App, served: Served[], identify: Identify): void {
  const isErrorCode = errorCodesOf(app.words);
  for (const { endpoint, handler } of served) {
    hono.on(endpoint.method.toUpperCase(), `/api/v1${endpoint.path}`, async (c) => {
      const headers = new Headers({ 'cache-control': 'no-store' });
      let status = endpoint.status ?? 200;
      const reply: Reply = {
        header: (name, value) => headers.append(name, value),
        status: (code) => {
          status = code;
        },
      };
      try {
        const admit = async (): Promise<Who> => {
          const who = await identify(c.req.raw, app);
          if (endpoint.access === 'member' && who.actor.kind === 'anonymous') throw new AppError('unauthenticated');
          if (endpoint.access !== 'public' && endpoint.access !== 'member') allow(who, endpoint.access);
          return who;
        };
        const who = await admit();
        const input = { ...(await readInput(endpoint, c, isErrorCode)), request: c.req.raw, reply } as Given<Endpoint>;
        const answer =
          typeof handler === 'function'
            ? await inTenant(app, who, async (scope) => handler(scope, input))
            : await handler.outside(app, who, input);
        if (answer instanceof Response)
          return withHeaders(endpoint.access === 'public' ? answer : whileAdmitted(answer, admit), headers);
        const body = z.parse(endpoint.ok, answer);
        if (status === 204) return new Response(null, { status, headers });
        headers.set('content-type', 'application/json; charset=utf-8');
        return new Response(JSON.stringify(body), { status, headers });
      } catch (error) {
        return withHeaders(problemResponse(asAppError(error, app), app, localeOf(c)), headers);
      }
    });
  }
}

const LOOK_EVERY = 1000;

/** A download may take hours: it ends with the access of whoever reads it. */
function whileAdmitted(answer: Response, admit: () => Promise<unknown>): Response {
  if (answer.body === null) return answer;
  let looked = performance.now();
  const watched = new TransformStream<Uint8Array, Uint8Array>({
    async transform(chunk, controller) {
      if (performance.now() - looked > LOOK_EVERY) {
        await admit();
        looked = performance.now();
      }
      controller.enqueue(chunk);
    },
  });
  return new Response(answer.body.pipeThrough(watched), answer);
}

function withHeaders(response: Response, headers: Headers): Response {
  for (const [name, value] of headers) {
    if (name === 'set-cookie') response.headers.append(name, value);
    else if (!response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}

/** The language of a refusal's sentence: what the page asks for, else the browser's. */
export function localeOf(c: Context): Locale {
  return pickLocale(c.req.header('x-locale') ?? c.req.header('accept-language'), 'en');
}
