import { describe, expect, it } from 'vitest';
import { linksFor, prepareReset } from '../../src/features/activation/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { PASSWORD } from '../harness/let-in.ts';
import { OTHER, useMembers } from '../harness/members.ts';
import type { Visitor } from '../harness/visitor.ts';

const house = useMembers();
const second = (visitor: Visitor, ticket: string | undefined, code: string) =>
  visitor.post('/api/v1/session/second-step', { ticket, code });

describe('logging in, in two steps', () => {
  it('asks for a code after the right password, and lets in with it', async () => {
    const { id, email, secret } = await house.withTwoStep();
    const visitor = house.visitor();
    const first = await house.password(email, PASSWORD, visitor);
    expect(first.body.secondStep).toBeTruthy();
    expect(await house.isIn(visitor)).toBe(false);
    expect((await second(visitor, first.body.secondStep, await house.codeOf(secret))).status).toBe(200);
    expect(await house.isIn(visitor)).toBe(true);
    expect(await house.events(id)).toContain('user.twoStepOn');
  });

  it('says no more about a wrong password than without a second step', async () => {
    const { email } = await house.withTwoStep();
    const plain = await house.active();
    const [a, b] = [await house.password(email, 'not the right one'), await house.password(plain.email, 'not the right one')];
    expect([a.status, a.text]).toEqual([b.status, b.text]);
  });

  it('takes a code once only, also when it comes twice at the same moment', async () => {
    const { email, secret } = await house.withTwoStep();
    const code = await house.codeOf(secret);
    const tickets = [];
    for (let n = 0; n < 4; n++) tickets.push((await house.password(email)).body.secondStep);
    const answers = await Promise.all(tickets.map((ticket) => second(house.visitor(), ticket, code)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect((await second(house.visitor(), tickets[0], await house.codeOf(secret, -1))).body.code).toBe('session.codeWrong');
  });

  it('takes a recovery code once, with or without its hyphen, and counts down', async () => {
    const { email, codes, device } = await house.withTwoStep();
    const typed = codes[0]!.replace('-', ' ').toUpperCase();
    expect((await second(house.visitor(), (await house.password(email)).body.secondStep, typed)).status).toBe(200);
    expect((await second(house.visitor(), (await house.password(email)).body.secondStep, codes[0]!)).body.code).toBe(
      'session.codeWrong',
    );
    expect((await device.get('/api/v1/profile')).body).toMatchObject({ twoStep: { codesLeft: 9 } });
    const fresh = await device.post<{ codes: string[] }>('/api/v1/profile/two-step/codes', {});
    expect((await second(house.visitor(), (await house.password(email)).body.secondStep, codes[1]!)).body.code).toBe(
      'session.codeWrong',
    );
    expect((await second(house.visitor(), (await house.password(email)).body.secondStep, fresh.body.codes[1]!)).status).toBe(200);
  });

  it('makes guessing wait, also with new tickets, and goes on afterwards', async () => {
    const { email, codes } = await house.withTwoStep();
    const said = [];
    for (let n = 0; n < 7; n++)
      said.push((await second(house.visitor(), (await house.password(email)).body.secondStep, String(100_000 + n))).body.code);
    expect(said).toEqual([...Array(5).fill('session.codeWrong'), ...Array(2).fill('session.slowDown')]);
    await house.later(3, async () => {
      expect((await second(house.visitor(), (await house.password(email)).body.secondStep, codes[0]!)).status).toBe(200);
    });
  });

  it('refuses a ticket that is changed, too old, of another epoch, or of another person', async () => {
    const mine = await house.withTwoStep();
    const other = await house.withTwoStep();
    const ticket = (await house.password(mine.email)).body.secondStep!;
    const [, ...rest] = ticket.split('.');
    const refused = async (text: string) =>
      expect((await second(house.visitor(), text, await house.codeOf(mine.secret))).body.code).toBe('session.ticketOver');
    await refused([other.id, ...rest].join('.'));
    await refused(`${ticket}x`);
    await refused('');
    await house.later(601, () => refused(ticket));
    expect((await (await house.active('admin')).device.post(`/api/v1/users/${mine.id}/log-out`, {})).status).toBe(200);
    await refused(ticket);
  });

  it('is not skipped by a new password from a mail', async () => {
    const { id, email } = await house.withTwoStep();
    const url = await house.tenant.asSystem(async (scope) => {
      const made = (await prepareReset(scope, id))!;
      return (await linksFor(house.app, scope, [made.activationId])).get(made.activationId)!.url;
    });
    const [, linkId, secret] = /reset\/(.+)#(.+)/.exec(url) ?? [];
    const visitor = house.visitor();
    expect((await visitor.post('/api/v1/password/reset', { id: linkId, secret, password: OTHER })).status).toBe(200);
    expect(await house.isIn(visitor)).toBe(false);
    expect((await house.password(email, OTHER, visitor)).body.secondStep).toBeTruthy();
    expect(await house.isIn(visitor)).toBe(false);
  });

  it('counts only once a code was shown', async () => {
    const { email, device } = await house.active();
    const begun = await device.post<{ secret: string }>('/api/v1/profile/two-step', {});
    expect((await device.post('/api/v1/profile/two-step/confirm', { code: '000000' })).body.code).toBe('profile.codeWrong');
    expect((await house.password(email)).body.secondStep).toBeUndefined();
    const again = await device.post<{ secret: string }>('/api/v1/profile/two-step', {});
    expect(again.body.secret).not.toBe(begun.body.secret);
    const old = await device.post('/api/v1/profile/two-step/confirm', { code: await house.codeOf(begun.body.secret) });
    expect(old.body.code).toBe('profile.codeWrong');
  });

  it('is switched off only by whoever has just proved who they are', async () => {
    const { id, email, device } = await house.withTwoStep();
    await house.later(11 * 60, async () => {
      for (const [method, path] of [
        ['DELETE', '/api/v1/profile/two-step'],
        ['POST', '/api/v1/profile/two-step/codes'],
        ['POST', '/api/v1/profile/passkeys/ask'],
      ] as const)
        expect((await device.request(method, path, method === 'POST' ? {} : undefined)).body.code).toBe('session.proveAgain');
      expect((await device.post('/api/v1/session/proof', { password: 'not the right one' })).body.code).toBe(
        'profile.wrongPassword',
      );
      expect((await device.post('/api/v1/session/proof', { password: PASSWORD })).status).toBe(200);
      expect((await device.delete('/api/v1/profile/two-step')).status).toBe(200);
    });
    expect((await house.password(email)).body.secondStep).toBeUndefined();
    expect((await house.events(id)).slice(-2)).toContain('user.twoStepOff');
    expect((await house.mailsTo(id)).map((mail) => (mail.content as { what?: string }).what)).toContain('twoStepOff');
  });

  it('makes guessing at the proof wait', async () => {
    const { device } = await house.active();
    const said = [];
    for (let n = 0; n < 7; n++) said.push((await device.post('/api/v1/session/proof', { password: `guess ${n}` })).body.code);
    expect(said).toEqual([...Array(5).fill('profile.wrongPassword'), ...Array(2).fill('session.slowDown')]);
  });

  it('of one’s own is removed in the profile alone, where a proof is wanted', async () => {
    const { id, device } = await house.withTwoStep('admin');
    expect(await device.delete(`/api/v1/users/${id}/proofs`)).toMatchObject({ status: 403, body: { code: 'users.inProfile' } });
    expect((await device.get(`/api/v1/users/${id}/proofs`)).body).toMatchObject({ twoStep: true });
  });

  it('can be removed by an admin for a lost phone, but not by one who is weaker, nor by a member', async () => {
    const lost = await house.withTwoStep('user_manager');
    const owner = await house.withTwoStep('owner');
    const admin = await house.active('admin');
    const manager = await house.active('user_manager');
    expect((await manager.device.delete(`/api/v1/users/${owner.id}/proofs`)).body.code).toBe('users.stronger');
    expect((await admin.device.delete(`/api/v1/users/${owner.id}/proofs`)).body.code).toBe('users.stronger');
    expect((await (await house.active()).device.delete(`/api/v1/users/${lost.id}/proofs`)).status).toBe(403);
    expect((await admin.device.delete(`/api/v1/users/${newId()}/proofs`)).status).toBe(404);
    expect((await manager.device.get(`/api/v1/users/${lost.id}/proofs`)).body).toEqual({ twoStep: true, passkeys: 0 });
    expect((await admin.device.delete(`/api/v1/users/${lost.id}/proofs`)).status).toBe(200);
    expect((await manager.device.get(`/api/v1/users/${lost.id}/proofs`)).body).toEqual({ twoStep: false, passkeys: 0 });
    expect(await house.isIn(lost.device)).toBe(false);
    expect((await house.password(lost.email)).body.secondStep).toBeUndefined();
    expect((await admin.device.delete(`/api/v1/users/${lost.id}/proofs`)).body.code).toBe('profile.nothingToRemove');
    expect(await house.events(lost.id)).toContain('user.proofsRemoved');
    expect((await house.password(owner.email)).body.secondStep).toBeTruthy();
  });
});
