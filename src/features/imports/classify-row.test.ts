import { describe, expect, it } from 'vitest';
import { classifyRow, type Directory, type Known, SeenKeys } from './classify-row.ts';
import type { PersonDraft, ReadRow, RowReason } from './reading.ts';

const known = (id: string, more: Partial<Known> = {}): Known => ({
  id,
  display_name: `Person ${id}`,
  email: `${id}@example.com`,
  email_key: `${id}@example.com`,
  user_name: null,
  external_id: id,
  first_name: 'Eva',
  name_prefix: null,
  last_name: 'Klein',
  locale: 'nl',
  department: 'Zorg',
  job_title: null,
  phone: null,
  location: null,
  manager_email: null,
  start_date: null,
  end_date: null,
  role: 'member',
  deactivated_at: null,
  activated_at: null,
  ...more,
});
const directory = (...people: Known[]): Directory => ({
  byNumber: new Map(people.flatMap((one) => (one.external_id ? [[one.external_id, one] as const] : []))),
  byEmail: new Map(people.flatMap((one) => (one.email_key ? [[one.email_key, one] as const] : []))),
  byUserName: new Map(people.flatMap((one) => (one.user_name ? [[one.user_name, one] as const] : []))),
});
const address = (email: string): PersonDraft => ({ email, emailKey: email.toLowerCase() });
const row = (person: PersonDraft, leaves?: RowReason): ReadRow => ({
  number: 2,
  notes: [],
  outcome: 'person',
  person,
  ...(leaves && { leaves }),
});
const classify = (person: PersonDraft, people: Known[] = [], leaves?: RowReason) =>
  classifyRow(row(person, leaves), directory(...people), new SeenKeys(), () => 'new-id');

describe('what a row will do', () => {
  it.each<[string, PersonDraft, Known[], string, string | undefined]>([
    ['nobody known', { firstName: 'Eva', ...address('n@example.com') }, [], 'new', undefined],
    ['nobody known, no name', address('n@example.com'), [], 'refused', 'noName'],
    [
      'nothing differs',
      { externalId: 'a', firstName: 'Eva', lastName: 'Klein', namePrefix: '' },
      [known('a')],
      'unchanged',
      undefined,
    ],
    ['an address in capitals', { externalId: 'a', ...address('A@EXAMPLE.COM') }, [known('a')], 'unchanged', undefined],
    ['an empty cell', { externalId: 'a' }, [known('a', { department: 'Zorg' })], 'unchanged', undefined],
    ['another department', { externalId: 'a', department: 'ICT' }, [known('a')], 'changed', undefined],
    ['a language, not yet in', { externalId: 'a', locale: 'de' }, [known('a')], 'changed', undefined],
    [
      'a language, already in',
      { externalId: 'a', locale: 'de' },
      [known('a', { activated_at: new Date() })],
      'unchanged',
      undefined,
    ],
    [
      'a login that is given once',
      { externalId: 'a', userName: 'other' },
      [known('a', { user_name: 'eva' })],
      'unchanged',
      undefined,
    ],
    [
      'the number of one, the address of another',
      { externalId: 'a', ...address('b@example.com') },
      [known('a'), known('b')],
      'refused',
      'emailOfAnother',
    ],
    [
      'the address of one, another number',
      { externalId: 'z', ...address('a@example.com') },
      [known('a')],
      'refused',
      'numberDiffers',
    ],
    [
      'a number for one who had none',
      { externalId: 'z', ...address('a@example.com') },
      [known('a', { external_id: null })],
      'changed',
      undefined,
    ],
    [
      'the login of another',
      { externalId: 'a', userName: 'bo' },
      [known('a'), known('b', { user_name: 'bo' })],
      'refused',
      'userNameOfAnother',
    ],
    [
      'a new address of an admin',
      { externalId: 'a', ...address('x@example.com') },
      [known('a', { role: 'admin' })],
      'refused',
      'protectedPerson',
    ],
    [
      'a last day of an admin',
      { externalId: 'a', endDate: '2099-01-31' },
      [known('a', { role: 'admin' })],
      'refused',
      'protectedPerson',
    ],
    [
      'a new address and a last day of somebody who may only read',
      { externalId: 'a', ...address('x@example.com'), endDate: '2099-01-31' },
      [known('a', { role: 'read_only' })],
      'changed',
      undefined,
    ],
    ['a new job of an admin', { externalId: 'a', jobTitle: 'CEO' }, [known('a', { role: 'admin' })], 'changed', undefined],
    [
      'somebody deactivated',
      { externalId: 'a', department: 'ICT' },
      [known('a', { deactivated_at: new Date() })],
      'skipped',
      'deactivated',
    ],
  ])('%s', (_, person, people, action, code) => {
    const planned = classify(person, people);
    expect([planned.action, planned.reason?.code]).toEqual([action, code]);
  });

  it('without an address the number is the login', () => {
    expect(classify({ externalId: 'A017', firstName: 'Eva' }).person).toMatchObject({ userName: 'a017' });
  });
  it('says before and after, and only of what differs', () => {
    expect(
      classify({ externalId: 'a', lastName: 'Berg', namePrefix: 'van den', department: 'Zorg' }, [known('a')]),
    ).toMatchObject({
      action: 'changed',
      person: { lastName: 'Berg', namePrefix: 'van den' },
      before: { lastName: 'Klein', namePrefix: null },
    });
  });
  it('who has left is not made; who is still here is named', () => {
    const leaves: RowReason = { code: 'endPassed' };
    expect(classify({ externalId: 'n', firstName: 'Eva' }, [], leaves).reason?.code).toBe('endPassed');
    expect(classify({ externalId: 'a' }, [known('a')], leaves).reason).toMatchObject({
      code: 'endPassedExisting',
      detail: { name: 'Person a' },
    });
  });
  it('a chunk that is planned again does not meet itself', () => {
    const seen = new SeenKeys();
    const once = () => classifyRow(row({ externalId: 'n', firstName: 'Eva' }), directory(), seen, () => 'id').action;
    expect([once(), once()]).toEqual(['new', 'new']);
  });
});
