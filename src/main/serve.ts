import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { CannotStart } from '../platform/cannot-start.ts';
import type { Identify } from '../platform/http/serve-api.ts';
import type { App } from '../platform/scope.ts';
import { type Health, makeHttp } from './http.ts';

export interface Serving {
  /** Where this process listens. */
  url: string;
  /** Takes no new requests, lets running ones finish, then closes. */
  stop(): Promise<void>;
}

/** Listens on the configured host and port (0: a free one). @throws CannotStart where the port is taken */
export async function startServing(app: App, identify: Identify, health: Health): Promise<Serving> {
  const hono = makeHttp(app, identify, health);
  const { host, port } = app.config;
  const server = await new Promise<ServerType>((resolve, reject) => {
    const listening = serve({ fetch: hono.fetch, hostname: host, port }, () => resolve(listening));
    listening.once('error', (error: NodeJS.ErrnoException) => {
      const taken =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is taken by another program: set PORT to a free one.`
          : `Cannot listen on ${host}:${port}: ${error.message}.`;
      reject(new CannotStart(taken, { cause: error }));
    });
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${actual}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeIdleConnections' in server) server.closeIdleConnections();
        if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 2_500).unref();
      }),
  };
}
