import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, Hono } from 'hono';
import { routePath } from 'hono/route';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Config } from '../config.ts';
import { equalSecrets } from '../secrets.ts';

/** What is read when somebody looks: name, what it means, and one number per label value. */
export interface Reading {
  name: string;
  help: string;
  label: string;
  values: Record<string, number>;
}

/**
 * Measures every request and answers GET /metrics in Prometheus' words: to a bearer of WELKOM_METRICS_TOKEN, and without
 * one only to this very machine, not through a proxy. Must be called before the routes it measures.
 */
export function serveMetrics(hono: Hono, config: Pick<Config, 'metricsToken'>, read: () => Promise<Reading[]>): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'welkom_' });
  const requests = new Histogram({
    name: 'welkom_http_request_seconds',
    help: 'How long requests took, by route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const gauges = new Map<string, Gauge>();

  hono.use(async (c, next) => {
    const started = process.hrtime.bigint();
    await next();
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    requests.observe({ method: c.req.method, route: routePath(c, -1), status: String(c.res.status) }, seconds);
  });

  hono.get('/metrics', async (c) => {
    if (!mayLook(c, config.metricsToken)) return c.text('Not found\n', 404);
    for (const { name, help, label, values } of await read()) {
      const gauge = gauges.get(name) ?? new Gauge({ name, help, labelNames: [label], registers: [registry] });
      gauges.set(name, gauge);
      gauge.reset();
      for (const [value, number] of Object.entries(values)) gauge.set({ [label]: value }, number);
    }
    return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType, 'cache-control': 'no-store' });
  });
}

function mayLook(c: Context, token: string | null): boolean {
  if (token) return equalSecrets(c.req.header('authorization') ?? '', `Bearer ${token}`);
  if (['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => c.req.header(name) !== undefined)) return false;
  return /^(?:127\.|::1$|::ffff:127\.)/.test(addressOf(c));
}

function addressOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? '';
  } catch {
    return '';
  }
}
