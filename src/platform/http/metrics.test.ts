import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { serveMetrics } from './metrics.ts';

const mails = { name: 'welkom_mails_waiting', help: 'Mails that wait', label: 'lane', values: { bulk: 3 } };
function server(metricsToken: string | null) {
  const hono = new Hono();
  serveMetrics(hono, { metricsToken }, async () => [mails]);
  hono.get('/people/:id', (c) => c.text('hello'));
  return hono;
}
const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress, remotePort: 1, remoteFamily: 'IPv4' } } });

describe('metrics', () => {
  it('count requests by route pattern, never by address, and read what waits', async () => {
    const hono = server(null);
    await hono.request('/people/anna');
    await hono.request('/people/piet');
    const text = await (await hono.request('/metrics', {}, from('127.0.0.1'))).text();
    expect(text).toContain('welkom_http_request_seconds_count{method="GET",route="/people/:id",status="200"} 2');
    expect(text).not.toContain('anna');
    expect(text).toContain('welkom_mails_waiting{lane="bulk"} 3');
  });

  it('are for this machine only, and not through a proxy', async () => {
    const hono = server(null);
    expect((await hono.request('/metrics', {}, from('::ffff:127.0.0.1'))).status).toBe(200);
    expect((await hono.request('/metrics', {}, from('10.0.0.9'))).status).toBe(404);
    expect((await hono.request('/metrics', { headers: { 'x-forwarded-for': '10.0.0.9' } }, from('127.0.0.1'))).status).toBe(404);
  });

  it('are for whoever has the token, where there is one', async () => {
    const hono = server('a token');
    const ask = (authorization?: string) =>
      hono.request('/metrics', authorization ? { headers: { authorization } } : {}, from('127.0.0.1'));
    expect((await ask()).status).toBe(404);
    expect((await ask('Bearer another')).status).toBe(404);
    expect((await ask('Bearer a token')).status).toBe(200);
  });
});
