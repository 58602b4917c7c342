import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { MiddlewareHandler } from 'hono';

const addresses = new WeakMap<Request, string>();

/**
 * Remembers from where a request came: the socket's other end, or what a trusted proxy says. Anybody may send
 * X-Forwarded-For, so it is believed only from the addresses in WELKOM_TRUSTED_PROXIES, from right to left.
 */
export function rememberAddress(trustedProxies: readonly string[]): MiddlewareHandler {
  const trusted = new Set(trustedProxies);
  return async (c, next) => {
    const incoming = (c.env as { incoming?: IncomingMessage } | undefined)?.incoming;
    let address = plain(incoming?.socket.remoteAddress ?? '127.0.0.1');
    const hops = (c.req.header('x-forwarded-for') ?? '')
      .split(',')
      .map((hop) => plain(hop.trim()))
      .filter(Boolean);
    while (trusted.has(address) && hops.length > 0) address = hops.pop()!;
    addresses.set(c.req.raw, address);
    await next();
  };
}

export function addressOf(request: Request): string {
  return addresses.get(request) ?? '127.0.0.1';
}

/** What counters count by: one IPv4 address, or the /64 of an IPv6 one (a household or an office has that many to choose from). */
export function counterNetwork(address: string): string {
  return isIPv6(address) ? groups(address).slice(0, 4).join(':') : address;
}

/** What is kept of an address: its network, /24 or /48. Enough to see from where, not who. */
export function shortNetwork(address: string): string {
  if (isIPv6(address)) return `${groups(address).slice(0, 3).join(':')}::/48`;
  return /^\d+\.\d+\.\d+\.\d+$/.test(address) ? `${address.split('.').slice(0, 3).join('.')}.0/24` : 'unknown';
}

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

function groups(address: string): string[] {
  const [left = '', right] = address.split('::');
  const head = left ? left.split(':') : [];
  const tail = right ? right.split(':') : [];
  const gap = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  return [...head, ...Array.from({ length: gap }, () => '0'), ...tail].map((group) => Number.parseInt(group, 16).toString(16));
}
