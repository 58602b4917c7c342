import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { addressOf, counterNetwork, rememberAddress, shortNetwork } from './client-address.ts';

test.each([
  ['203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0:0', '2001:db8:0::/48'],
  ['::1', '0:0:0:0', '0:0:0::/48'],
  ['rubbish', 'rubbish', 'unknown'],
])('%s is counted as %s and kept as %s', (address, counted, kept) => {
  expect(counterNetwork(address)).toBe(counted);
  expect(shortNetwork(address)).toBe(kept);
});

test.each([
  [[], '198.51.100.1', '127.0.0.1'],
  [['127.0.0.1'], '198.51.100.1', '198.51.100.1'],
  [['127.0.0.1'], '203.0.113.9, 198.51.100.1', '198.51.100.1'],
  [['127.0.0.1', '198.51.100.1'], '203.0.113.9, 198.51.100.1', '203.0.113.9'],
])('trusting %j, a forwarded "%s" gives %s', async (trusted, forwarded, expected) => {
  const hono = new Hono();
  hono.use(rememberAddress(trusted));
  hono.get('/', (c) => c.text(addressOf(c.req.raw)));
  const answer = await hono.request('/', { headers: { 'x-forwarded-for': forwarded } });
  expect(await answer.text()).toBe(expected);
});
