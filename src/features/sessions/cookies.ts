import type { Reply } from '../../platform/http/serve-api.ts';

/** `__Host-` ties a cookie to exactly this host under https; plain http cannot have it. */
const nameOf = (kind: 'session' | 'device', secure: boolean): string =>
  `${secure ? '__Host-' : ''}welkom${kind === 'device' ? '-device' : ''}`;

export function readCookie(request: Request, kind: 'session' | 'device', secure: boolean): string | undefined {
  const wanted = nameOf(kind, secure);
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim() || undefined;
  }
  return undefined;
}

export function setCookie(reply: Reply, kind: 'session' | 'device', secure: boolean, value: string, seconds: number): void {
  const parts = [
    `${nameOf(kind, secure)}=${value}`,
    'Path=/',
    `Max-Age=${seconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ];
  reply.header('set-cookie', parts.join('; '));
}

export function clearCookie(reply: Reply, kind: 'session' | 'device', secure: boolean): void {
  setCookie(reply, kind, secure, '', 0);
}
