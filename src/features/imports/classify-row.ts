import type { RowAction } from '../../contract/imports.ts';
import { FIELD_COLUMNS, isProtectedFrom } from '../users/index.ts';
import type { PersonDraft, ReadRow, RowReason } from './reading.ts';

/** What the planner needs to know of somebody who is here already. */
export interface Known {
  id: string;
  display_name: string;
  email: string | null;
  email_key: string | null;
  user_name: string | null;
  external_id: string | null;
  first_name: string;
  name_prefix: string | null;
  last_name: string;
  locale: string;
  department: string | null;
  job_title: string | null;
  phone: string | null;
  location: string | null;
  manager_email: string | null;
  start_date: string | null;
  end_date: string | null;
  role: string;
  deactivated_at: Date | null;
  activated_at: Date | null;
}

/** Who holds which key. */
export interface Directory {
  byNumber: ReadonlyMap<string, Known>;
  byEmail: ReadonlyMap<string, Known>;
  byUserName: ReadonlyMap<string, Known>;
}

export interface PlannedRow {
  number: number;
  action: RowAction;
  userId: string | null;
  person: PersonDraft | null;
  before: Record<string, string | null> | null;
  reason: RowReason | null;
  notes: RowReason[];
}

/** The keys of the rows so far: a file has each person once. */
export class SeenKeys {
  private readonly rows = {
    duplicateEmail: new Map<string, Seen>(),
    duplicateNumber: new Map<string, Seen>(),
    duplicateUserName: new Map<string, Seen>(),
  };
  private readonly people = new Map<string, Seen>();

  /** The reason not to take this row, where one before it is the same person; else it is remembered. Asking twice is asking once. */
  meet(number: number, person: PersonDraft, userId: string | null): RowReason | undefined {
    const seen: Seen = { row: number, print: fingerprint(person) };
    const keys = [
      ['duplicateNumber', person.externalId],
      ['duplicateEmail', person.emailKey],
      ['duplicateUserName', person.userName],
    ] as const;
    for (const [code, key] of keys) {
      const before = key === undefined ? undefined : this.rows[code].get(key);
      if (before && before.row !== number)
        return before.print === seen.print
          ? { code: 'sameAsRow', detail: { row: before.row } }
          : { code, value: key ?? '', detail: { row: before.row } };
    }
    const before = userId ? this.people.get(userId) : undefined;
    if (before && before.row !== number)
      return { code: person.externalId ? 'duplicateNumber' : 'duplicateEmail', detail: { row: before.row } };
    for (const [code, key] of keys) if (key !== undefined) this.rows[code].set(key, seen);
    if (userId) this.people.set(userId, seen);
    return undefined;
  }
}

interface Seen {
  row: number;
  print: number;
}

/** 53 bits of everything the row says of the person. */
function fingerprint(person: PersonDraft): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (const value of Object.values(person)) {
    for (let i = 0; i < value.length; i++) {
      const letter = value.charCodeAt(i);
      a = Math.imul(a ^ letter, 2654435761);
      b = Math.imul(b ^ letter, 1597334677);
    }
    a = Math.imul(a ^ 0x1f, 2246822507);
  }
  return 4294967296 * (2097151 & (b >>> 0)) + (a >>> 0);
}

/** The login of somebody without an address is the user name; where the file has none, the number is it. */
export const loginOf = (person: PersonDraft): string | undefined =>
  person.userName ?? (person.email ? undefined : person.externalId?.toLowerCase());

/**
 * Decides what a row will do: the same row and the same directory give the same answer. Matches by number, else by
 * address, else by user name. What the file leaves empty stays as it is; a state, a role or a right is never touched.
 */
export function classifyRow(row: ReadRow, directory: Directory, seen: SeenKeys, makeId: () => string): PlannedRow {
  const planned = (action: RowAction, rest: Partial<PlannedRow> = {}): PlannedRow => ({
    number: row.number,
    action,
    userId: null,
    person: null,
    before: null,
    reason: null,
    notes: [],
    ...rest,
  });
  if (row.outcome !== 'person') return planned(row.outcome, { reason: row.reason, person: row.shown ?? null });
  const { person, notes } = row;
  const number = person.externalId === undefined ? undefined : directory.byNumber.get(person.externalId);
  const address = person.emailKey === undefined ? undefined : directory.byEmail.get(person.emailKey);
  const login = loginOf(person);
  const named = login === undefined ? undefined : directory.byUserName.get(login);
  const known = number ?? address ?? (person.email && named?.email ? undefined : named);
  const shown = () => ({ person: shownOnly(person), userId: known?.id ?? null });
  const refuse = (code: RowReason['code'], detail: Record<string, string>, value = '') =>
    planned('refused', { ...shown(), reason: { code, value, detail } });
  if (row.leaves) {
    const code = row.leaves.code === 'endPassed' ? 'endPassedExisting' : 'inactiveExisting';
    const gone = known && !known.deactivated_at;
    return planned('skipped', {
      ...shown(),
      reason: gone ? { ...row.leaves, code, detail: { name: known.display_name } } : row.leaves,
    });
  }
  if (known?.deactivated_at)
    return planned('skipped', { ...shown(), reason: { code: 'deactivated', detail: { name: known.display_name } } });
  if (number && address && number.id !== address.id)
    return refuse('emailOfAnother', { name: address.display_name }, person.email);
  if (!number && known?.external_id && person.externalId && known.external_id !== person.externalId)
    return refuse('numberDiffers', { name: known.display_name, number: known.external_id }, person.externalId);
  if (named && named.id !== known?.id) return refuse('userNameOfAnother', { name: named.display_name }, login);
  const again = seen.meet(row.number, person, known?.id ?? null);
  if (again) return planned(again.code === 'sameAsRow' ? 'skipped' : 'refused', { ...shown(), reason: again });
  if (!known) {
    if (!person.firstName && !person.lastName) return refuse('noName', {}, person.email ?? person.externalId);
    return planned('new', { userId: makeId(), person: login === undefined ? person : { ...person, userName: login }, notes });
  }
  const { fields, before } = differences(person, known);
  if (!before) return planned('unchanged', { userId: known.id, person: shownOnly(person) });
  if (isProtectedFrom(known, fields))
    return refuse('protectedPerson', { name: known.display_name }, fields.email ?? fields.endDate);
  return planned('changed', {
    userId: known.id,
    person: fields,
    before,
    notes: notes.filter((note) => note.code !== 'noEmail' || !known.email),
  });
}

/** Enough of a person to show which row it was. */
function shownOnly({ firstName, namePrefix, lastName, email, externalId }: PersonDraft): PersonDraft {
  const shown: PersonDraft = {};
  if (firstName) shown.firstName = firstName;
  if (namePrefix) shown.namePrefix = namePrefix;
  if (lastName) shown.lastName = lastName;
  if (email) shown.email = email;
  if (externalId) shown.externalId = externalId;
  return shown;
}

function differences(person: PersonDraft, known: Known): { fields: PersonDraft; before: Record<string, string | null> | null } {
  const fields: Record<string, string> = {};
  const before: Record<string, string | null> = {};
  let any = false;
  for (const [field, column] of Object.entries(FIELD_COLUMNS) as [
    keyof PersonDraft & keyof typeof FIELD_COLUMNS,
    keyof Known,
  ][]) {
    const value = person[field];
    const was = known[column] as string | null;
    if (field === 'emailKey' || value === undefined || value === (was ?? '')) continue;
    // Who has been in has chosen a language; a login is given once; an address in other capitals is the same.
    if (field === 'locale' && known.activated_at) continue;
    if (field === 'userName' && was) continue;
    if (field === 'email' && person.emailKey === known.email_key) continue;
    fields[field] = value;
    before[field] = was;
    any = true;
  }
  if (fields.email !== undefined) fields.emailKey = person.emailKey!;
  return { fields: fields as PersonDraft, before: any ? before : null };
}
