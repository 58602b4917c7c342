import { expect, it } from 'vitest';
import { isMailboxServed } from './mailbox-served.ts';

const served = (publicUrl: string, more: { server?: boolean; sealed?: boolean; optedIn?: boolean } = {}) =>
  isMailboxServed(
    {
      config: { publicUrl, publicUrlIsSet: true, mailboxPublic: more.optedIn ?? false },
      mailer: more.server ? {} : null,
    } as never,
    { tenant: { publicUrl: null, sealedAt: more.sealed ? new Date(0) : null } } as never,
  );

const TABLE: [where: string, more: Parameters<typeof served>[1], there: boolean][] = [
  ['http://127.0.0.1:3000', {}, true],
  ['http://localhost:3000', {}, true],
  ['http://[::1]:3000', {}, true],
  ['http://10.0.0.4', {}, true],
  ['http://172.20.1.1', {}, true],
  ['http://172.40.1.1', {}, false],
  ['http://intranet', {}, true],
  ['https://welkom.zorg.internal', {}, true],
  ['https://welkom.zorggroep.nl', {}, false],
  ['https://welkom.zorggroep.nl', { optedIn: true }, true],
  ['https://localhost.zorggroep.nl', {}, false],
  ['http://127.0.0.1.nip.io', {}, false],
  ['http://localhost:3000', { server: true }, false],
  ['http://localhost:3000', { server: true, sealed: true }, true],
  ['https://welkom.zorggroep.nl', { server: true, sealed: true }, false],
];

it.each(TABLE)('the mailbox at %s %j: %s', (where, more, there) => {
  expect(served(where, more)).toBe(there);
});
