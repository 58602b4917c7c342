import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { deliverAll, mailRows } from '../../../test/harness/mail-bed.ts';
import { newId, type UserId, type WaveId } from '../../kernel/ids.ts';
import { allMails } from '../../main/mails.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { createUser, recipients } from '../users/index.ts';
import { wishOf } from './audience.ts';
import { planWaveJob } from './plan-wave.ts';
import { countAudience, previewSkipped } from './preview-wave.ts';
import { sendOneWelcome } from './send-one.ts';
import { sendWelcomeMails } from './send-welcome-mails.ts';
import { showWave } from './show-wave.ts';
import { cancelWave, pauseWave, resumeWave, takeBackWaveJob } from './steer-wave.ts';
import { whyNotWelcome } from './welcome-eligibility.ts';

const bed = useTestApp();
const EVERYONE = { everyone: true } as const;

async function people(tenant: TestTenant, count: number): Promise<UserId[]> {
  return await tenant.asSystem(async (scope) => {
    const ids: UserId[] = [];
    for (let at = 0; at < count; at++)
      ids.push(
        await createUser(scope, { firstName: 'Person', lastName: `Nr ${at}`, email: `p${at}@example.org`, source: 'form' }),
      );
    return ids;
  });
}

/** An environment whose only other person, the owner, is in. */
async function tenantWith(count: number): Promise<{ tenant: TestTenant; ids: UserId[] }> {
  const tenant = await makeTestTenant(bed.app);
  await tenant.asSystem(({ tx }) => sql`update users set activated_at = now() where tenant_id = ${ofTenant}`.execute(tx));
  return { tenant, ids: await people(tenant, count) };
}

const set = (tenant: TestTenant, id: UserId, what: string) =>
  tenant.asSystem(({ tx }) => sql`update users set ${sql.raw(what)} where tenant_id = ${ofTenant} and id = ${id}`.execute(tx));
const wave = (id: WaveId, asked: number, queued: number, more = {}) => ({
  id,
  audience: EVERYONE,
  onlyNew: false,
  expected: { asked, queued },
  ...more,
});

describe('Send Welcome Email', () => {
  it('reaches everybody not yet in and nobody else, and accounts for each', async () => {
    const { tenant, ids } = await tenantWith(8);
    await set(tenant, ids[0]!, 'activated_at = now()');
    await set(tenant, ids[1]!, 'email = null, email_key = null');
    await set(tenant, ids[2]!, "end_date = '2020-01-01'");
    await set(tenant, ids[3]!, "welcome_on = '2999-01-01'");
    await set(tenant, ids[4]!, 'bounced_at = now()');
    const id = newId<'wave'>();
    const sent = await tenant.as('admin', async (scope) => {
      const count = await countAudience(scope, EVERYONE, false);
      return await sendWelcomeMails(scope, wave(id, count.asked, count.queued));
    });
    expect(sent).toMatchObject({ state: 'sending', asked: 10, queued: 4, mails: { waiting: 4 } });
    expect(Object.fromEntries(sent.skipped.map((one) => [one.reason, one.count]))).toEqual({
      alreadyActive: 2,
      noAddress: 1,
      ended: 1,
      heldUntil: 1,
      bounced: 1,
    });
    expect(sent.asked).toBe(sent.queued + sent.skipped.reduce((sum, one) => sum + one.count, 0));
    await deliverAll(bed.app, allMails);
    expect(
      (await mailRows(tenant))
        .filter((row) => row.state === 'kept')
        .map((row) => row.address)
        .sort(),
    ).toEqual(expect.arrayContaining(['p5@example.org', 'p6@example.org', 'p7@example.org']));
    expect(await tenant.as('admin', (scope) => showWave(scope, id))).toMatchObject({
      state: 'done',
      mails: { waiting: 0, kept: 4 },
    });
    const [person] = await tenant.asSystem((scope) => recipients(scope, [ids[5]!]));
    expect(person?.mailAcceptedAt).toBeInstanceOf(Date);
    expect(person?.invitedAt).toBeInstanceOf(Date);
    const skipped = await tenant.as('admin', (scope) =>
      previewSkipped(scope, { audience: EVERYONE, onlyNew: false, reason: 'ended' }),
    );
    expect(skipped.people.map((one) => one.email)).toEqual(['p2@example.org']);
  });

  it('asked twice with the same id, at once and later, sends once', async () => {
    const { tenant } = await tenantWith(5);
    const id = newId<'wave'>();
    const send = () => tenant.as('owner', (scope) => sendWelcomeMails(scope, wave(id, 6, 5)));
    const both = await Promise.all([send(), send()]);
    const later = await send();
    expect([...both, later].map((one) => one.queued)).toEqual([5, 5, 5]);
    await deliverAll(bed.app, allMails);
    expect(await mailRows(tenant)).toHaveLength(5);
    await expect(tenant.as('owner', (scope) => sendWelcomeMails(scope, wave(id, 6, 5, { onlyNew: true })))).rejects.toMatchObject(
      { code: 'idempotencyKeyReused' },
    );
  });

  it('refuses where the list changed since it was shown', async () => {
    const { tenant } = await tenantWith(3);
    await expect(tenant.as('owner', (scope) => sendWelcomeMails(scope, wave(newId(), 4, 2)))).rejects.toMatchObject({
      code: 'users.selectionChanged',
      details: { expected: 2, found: 3 },
    });
    expect(await mailRows(tenant)).toHaveLength(0);
  });

  it('is nothing for somebody without the right', async () => {
    const { tenant } = await tenantWith(1);
    await expect(tenant.as('member', (scope) => sendWelcomeMails(scope, wave(newId(), 2, 1)))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('a large sending is planned by a job, step by step, and a job that runs twice changes nothing', async () => {
    const { tenant } = await tenantWith(0);
    await tenant.asSystem(({ tx }) =>
      sql`
      insert into users (tenant_id, id, email, email_key, first_name, last_name, display_name, sort_name, locale)
      select ${tenant.id}, gen_random_uuid(), 'x' || n || '@example.org', 'x' || n || '@example.org', 'X', n::text, 'X ' || n, n::text, 'nl' from generate_series(1, 6000) n`.execute(
        tx,
      ),
    );
    const id = newId<'wave'>();
    const sent = await tenant.as('owner', (scope) => sendWelcomeMails(scope, wave(id, 6001, 6000)));
    expect(sent.state).toBe('planning');
    const run = () => planWaveJob.handler(bed.app, { waveId: id, reach: null }, { tenantId: tenant.id, by: null });
    await run();
    await run();
    const planned = await tenant.as('owner', (scope) => showWave(scope, id));
    expect(planned).toMatchObject({ state: 'sending', asked: 6001, queued: 6000, mails: { waiting: 6000 } });
    await tenant.as('owner', (scope) => cancelWave(scope, id));
    const takeBack = () => takeBackWaveJob.handler(bed.app, { waveId: id }, { tenantId: tenant.id, by: null });
    await takeBack();
    await takeBack();
    expect(await tenant.as('owner', (scope) => showWave(scope, id))).toMatchObject({
      state: 'cancelled',
      mails: { waiting: 0, takenBack: 6000 },
    });
  });

  it('paused nothing leaves, resumed all of it does, once', async () => {
    const { tenant } = await tenantWith(4);
    const id = newId<'wave'>();
    await tenant.as('owner', (scope) => sendWelcomeMails(scope, wave(id, 5, 4)));
    expect((await tenant.as('owner', (scope) => pauseWave(scope, id))).state).toBe('paused');
    await deliverAll(bed.app, allMails);
    expect((await mailRows(tenant)).every((row) => row.state === 'queued')).toBe(true);
    expect((await tenant.as('owner', (scope) => resumeWave(scope, id))).state).toBe('sending');
    await deliverAll(bed.app, allMails);
    expect((await mailRows(tenant)).map((row) => row.state)).toEqual(['kept', 'kept', 'kept', 'kept']);
  });

  it('after a cancelled sending people can be sent to again', async () => {
    const { tenant } = await tenantWith(2);
    const id = newId<'wave'>();
    await tenant.as('owner', (scope) => sendWelcomeMails(scope, wave(id, 3, 2)));
    expect(await tenant.as('owner', (scope) => countAudience(scope, EVERYONE, false))).toMatchObject({ queued: 0 });
    await tenant.as('owner', (scope) => cancelWave(scope, id));
    await takeBackWaveJob.handler(bed.app, { waveId: id }, { tenantId: tenant.id, by: null });
    await deliverAll(bed.app, allMails);
    expect(await tenant.as('owner', (scope) => countAudience(scope, EVERYONE, false))).toMatchObject({ queued: 2, again: 2 });
  });
});

describe('one person', () => {
  it('gets the welcome e-mail once for one click, and says why not where it cannot go', async () => {
    const { tenant, ids } = await tenantWith(2);
    const key = newId();
    const send = (userId: UserId) => tenant.as('admin', (scope) => sendOneWelcome(bed.app, scope, { userId, key }));
    await send(ids[0]!);
    await expect(send(ids[0]!)).rejects.toMatchObject({
      code: 'welcome.notNow',
      details: { reason: 'a mail is already on its way' },
    });
    await deliverAll(bed.app, allMails);
    expect(await mailRows(tenant)).toHaveLength(1);
    await set(tenant, ids[1]!, 'activated_at = now()');
    await expect(send(ids[1]!)).rejects.toMatchObject({ code: 'welcome.notNow', details: { reason: 'already in' } });
  });
});

describe('the rule and its SQL', () => {
  it('agree for every mixture of facts', async () => {
    const { tenant, ids } = await tenantWith(160);
    const pick = (at: number, bit: number) => ((at * 2654435761) >>> bit) % 3;
    for (const [at, id] of ids.entries()) {
      const parts = [
        pick(at, 3) === 0 ? 'activated_at = now()' : '',
        pick(at, 5) === 0 ? 'deactivated_at = now()' : '',
        pick(at, 7) === 0 ? 'email = null, email_key = null' : '',
        pick(at, 9) === 0 ? `end_date = '${at % 2 ? '2020-01-01' : '2999-01-01'}'` : '',
        pick(at, 11) === 0 ? `welcome_on = '${at % 2 ? '2020-01-01' : '2999-01-01'}'` : '',
        pick(at, 13) === 0 ? 'bounced_at = now()' : '',
        pick(at, 15) === 0 ? "mail_queued_at = now() - interval '1 hour'" : '',
        pick(at, 17) === 0 ? `mail_accepted_at = now() - interval '${at % 2 ? 2 : 0} hours'` : '',
        pick(at, 19) === 0 ? 'invited_at = now()' : '',
        pick(at, 21) === 0 ? 'mail_refused_at = now()' : '',
      ].filter(Boolean);
      if (parts.length > 0) await set(tenant, id, parts.join(', '));
    }
    await tenant.asSystem(async (scope) => {
      const all = await recipients(scope, ids);
      for (const onlyNew of [false, true]) {
        for (const audience of [{ userIds: ids }, { filter: { blocked: true } }]) {
          const counted = await countAudience(scope, audience, onlyNew);
          const byRule = new Map<string, number>();
          for (const person of all) {
            const why = whyNotWelcome(person, wishOf(scope, audience, onlyNew));
            if (why) byRule.set(why, (byRule.get(why) ?? 0) + 1);
          }
          if ('filter' in audience) byRule.set('alreadyActive', (byRule.get('alreadyActive') ?? 0) + 1);
          expect(Object.fromEntries(counted.skipped.map((one) => [one.reason, one.count]))).toEqual(Object.fromEntries(byRule));
        }
      }
    });
  });
});
