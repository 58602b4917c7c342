import { sql } from 'kysely';
import {
  DELIVERY_TIMES,
  type Delivery,
  type DeliveryTimes,
  defineMail,
  letterOf,
  type MailFate,
  type MailKinds,
  mailKinds,
  type NewMail,
  post,
  startDelivery,
} from '../../src/features/mail/index.ts';
import type { MailId } from '../../src/kernel/ids.ts';
import { ofTenant } from '../../src/platform/db/tenant-wall.ts';
import type { App } from '../../src/platform/scope.ts';
import { makeTestTenant, type TestTenant } from './app.ts';

export const QUICK: DeliveryTimes = { ...DELIVERY_TIMES, leaseMs: 2_000, pollMs: 30, idleLineMs: 500 };

/** A kind of mail for tests: a renewal letter with a fixed link; it remembers what it is told. */
export function testKind(told: MailFate[] = []): MailKinds {
  return mailKinds([
    defineMail('test', {
      compose: async (app, scope, mails) => {
        const all = new Map();
        for (const mail of mails) {
          const letter = await letterOf(app, scope, 'renewal', mail.locale, mail.openId !== null);
          all.set(
            mail.id,
            mail.content['unwanted'] === true
              ? { notWanted: 'gone' }
              : {
                  letter,
                  fills: {
                    email: mail.to.address,
                    environment: scope.tenant.name,
                    deadline: 'tomorrow',
                    link: `https://welkom.test/activate/${mail.id}#secret`,
                    picture: mail.openId === null ? undefined : `https://welkom.test/o/${mail.openId}.gif`,
                  },
                },
          );
        }
        return all;
      },
      settled: async (_scope, fates) => {
        told.push(...fates);
      },
    }),
  ]);
}

export interface MailRow {
  id: MailId;
  address: string;
  state: string;
  attempts: number;
  meaning: string | null;
  reply_code: number | null;
  reply_enhanced: string | null;
  reply_words: string | null;
}

export async function mailRows(tenant: TestTenant): Promise<MailRow[]> {
  return await tenant.asSystem(
    async ({ tx }) =>
      (
        await sql<MailRow>`select id, address, state, attempts, meaning, reply_code, reply_enhanced, reply_words from mails where tenant_id = ${ofTenant} order by id`.execute(
          tx,
        )
      ).rows,
  );
}

export const postTo = (tenant: TestTenant, addresses: readonly string[], more: Partial<NewMail> = {}) =>
  tenant.asSystem((scope) =>
    post(
      scope,
      addresses.map((address) => ({ kind: 'test', to: { address, name: 'Test Person' }, locale: 'en' as const, ...more })),
    ),
  );

/** Waits for a state without guessing how long it takes. */
export async function until(what: string, test: () => Promise<boolean> | boolean, seconds = 20): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  while (!(await test())) {
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Delivers until nothing waits any more that is due, then stops. */
export async function deliverAll(app: App, kinds: MailKinds): Promise<void> {
  const delivery: Delivery = startDelivery(app, kinds, QUICK);
  try {
    await until('the outbox is empty', async () => (await waiting(app)) === 0);
  } finally {
    await delivery.stop();
  }
}

async function waiting(app: App): Promise<number> {
  return await app.db.acrossTenants(async (tx) => {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from mail_dispatch d left join mail_batches b on b.tenant_id = d.tenant_id and b.id = d.batch_id
      where d.run_at <= clock_timestamp() + ${app.clock.shift} * interval '1 millisecond' and b.paused_at is null and b.taken_back_at is null`.execute(
      tx,
    );
    return rows[0]?.n ?? 0;
  });
}

export const openTenant = (app: App): Promise<TestTenant> => makeTestTenant(app);
