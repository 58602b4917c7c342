import type { Role } from '../../contract/permissions.ts';
import { searchWords } from '../../kernel/fold-text.ts';
import type { UserId } from '../../kernel/ids.ts';
import { displayName, sortName } from '../../kernel/person-name.ts';
import { allow, type Scope } from '../../platform/scope.ts';
import { takeBack } from '../mail/index.ts';
import { permissionsOf } from '../tenants/index.ts';
import { updateUsers } from './user-store.ts';
import { replaceWords, searchText, writeWords } from './user-words-store.ts';
import {
  type BulkPerson,
  insertPeople,
  type KnownPerson,
  lockPeople,
  selectByKeys,
  selectNames,
  unlessTaken,
  updatePeople,
} from './users-bulk-store.ts';

/** What a file may say of a person; a missing key says nothing. Never a role, a kind, a right or a state. */
export interface PersonFields {
  email?: string | undefined;
  emailKey?: string | undefined;
  externalId?: string | undefined;
  userName?: string | undefined;
  firstName?: string | undefined;
  namePrefix?: string | undefined;
  lastName?: string | undefined;
  department?: string | undefined;
  jobTitle?: string | undefined;
  phone?: string | undefined;
  location?: string | undefined;
  managerEmail?: string | undefined;
  locale?: string | undefined;
  startDate?: string | undefined;
  endDate?: string | undefined;
}

/** Which column keeps which field of a person. */
export const FIELD_COLUMNS = {
  email: 'email',
  emailKey: 'email_key',
  externalId: 'external_id',
  userName: 'user_name',
  firstName: 'first_name',
  namePrefix: 'name_prefix',
  lastName: 'last_name',
  department: 'department',
  jobTitle: 'job_title',
  phone: 'phone',
  location: 'location',
  managerEmail: 'manager_email',
  locale: 'locale',
  startDate: 'start_date',
  endDate: 'end_date',
} as const satisfies Record<keyof PersonFields, keyof BulkPerson>;
const FIELDS = Object.entries(FIELD_COLUMNS) as [keyof PersonFields, keyof BulkPerson][];

/** Of whoever has more rights than a member a file moves neither the address nor the day they lose them. */
export const isProtectedFrom = ({ role }: { role: string }, { email, endDate }: PersonFields): boolean =>
  permissionsOf(role as Role).size > 0 && (email !== undefined || endDate !== undefined);

/** Finds who holds one of the given keys, in at most three look-ups whatever their number. */
export function findByKeys(
  scope: Scope,
  keys: { externalIds: string[]; emailKeys: string[]; userNames: string[] },
): Promise<KnownPerson[]> {
  allow(scope, 'users.read');
  return selectByKeys(scope.tx, keys);
}

/** What lists say of some people. */
export async function namesOf(
  scope: Scope,
  ids: string[],
): Promise<Map<string, { name: string; email: string | null; externalId: string | null }>> {
  if (!ids.length) return new Map();
  const rows = await selectNames(scope.tx, ids);
  return new Map(rows.map((row) => [row.id, { name: row.display_name, email: row.email, externalId: row.external_id }]));
}

export interface BringIn {
  importId: string;
  create: { id: string; fields: PersonFields }[];
  /** `before`: the values that were there when this change was decided. */
  change: { id: string; fields: PersonFields; before: Record<string, string | null> }[];
}

export type NotBroughtIn = 'createdMeanwhile' | 'changedMeanwhile' | 'deactivatedMeanwhile' | 'goneMeanwhile';

/**
 * The one bulk door: makes and changes people, thousands at a time, in the caller's transaction. Makes accounts without
 * login details: not invited, no link, nothing mailed. Whom something happened to since it was decided is left as he is,
 * and named with the reason; whoever was given rights keeps address and last day. A new address of somebody who is in already waits:
 * `toConfirm`, for the caller to ask them; of anybody else it takes back what waits for the old one.
 * Records nothing by itself: one audit row stands for the whole act, written by the caller.
 */
export async function bringIn(
  scope: Scope,
  { importId, create, change }: BringIn,
): Promise<{ created: number; changed: number; left: Map<string, NotBroughtIn>; toConfirm: Map<UserId, string> }> {
  allow(scope, 'users.create');
  allow(scope, 'users.edit');
  const left = new Map<string, NotBroughtIn>();
  const created = await makeAll(scope, importId, create, left);
  const toConfirm = new Map<UserId, string>();
  const changed = await changeAll(scope, change, left, toConfirm);
  for (const [id, address] of toConfirm) {
    if (left.has(id)) toConfirm.delete(id);
    else await updateUsers(scope.tx, [id], { pending_email: address, pending_email_at: scope.now });
  }
  return { created, changed, left, toConfirm };
}

async function makeAll(
  scope: Scope,
  importId: string,
  create: BringIn['create'],
  left: Map<string, NotBroughtIn>,
): Promise<number> {
  if (!create.length) return 0;
  const people = create.map(({ id, fields }) => withFields(blank(id, scope.tenant.locale), fields));
  const inserted = await insertPeople(scope.tx, people, { tenantId: scope.tenant.id, now: scope.now, importId });
  for (const person of people) if (!inserted.has(person.id)) left.set(person.id, 'createdMeanwhile');
  await writeWords(scope.tx, [...inserted]);
  return inserted.size;
}

async function changeAll(
  scope: Scope,
  change: BringIn['change'],
  left: Map<string, NotBroughtIn>,
  toConfirm: Map<UserId, string>,
): Promise<number> {
  if (!change.length) return 0;
  const known = new Map(
    (
      await lockPeople(
        scope.tx,
        change.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  const rows: Rewritten[] = [];
  for (const { id, fields, before } of change) {
    const row = known.get(id);
    if (!row || row.deactivated_at || differs(row, before) || isProtectedFrom(row, fields)) {
      left.set(id, !row ? 'goneMeanwhile' : row.deactivated_at ? 'deactivatedMeanwhile' : 'changedMeanwhile');
      continue;
    }
    const { email, emailKey, ...others } = fields;
    const waits = email && row.activated_at && emailKey !== row.email_key;
    if (waits && email !== row.pending_email) toConfirm.set(id as UserId, email);
    rows.push({ before: row, after: withFields({ ...row }, waits ? others : fields) });
  }
  if (!rows.length) return 0;
  const all = await unlessTaken(
    scope.tx,
    () => write(scope, rows),
    () => -1,
  );
  return all >= 0 ? all : oneByOne(scope, rows, left);
}

/** Somebody took an address or a number meanwhile: this names whom. */
async function oneByOne(scope: Scope, rows: Rewritten[], left: Map<string, NotBroughtIn>): Promise<number> {
  let changed = 0;
  for (const row of rows) {
    const n = await unlessTaken(
      scope.tx,
      () => write(scope, [row]),
      () => 0,
    );
    if (!n) left.set(row.after.id, 'createdMeanwhile');
    changed += n;
  }
  return changed;
}

interface Rewritten {
  before: KnownPerson;
  after: BulkPerson;
}

/** Mails that wait for an address of before are taken back. @returns how many people */
async function write(scope: Scope, rows: Rewritten[]): Promise<number> {
  await updatePeople(
    scope.tx,
    rows.map(({ after }) => after),
    scope.now,
  );
  await replaceWords(scope.tx, rows);
  const moved = rows.filter(({ before, after }) => before.email_key !== after.email_key).map(({ after }) => after.id as UserId);
  if (moved.length) await takeBack(scope, { userIds: moved }, 'addressChanged');
  return rows.length;
}

function differs(row: KnownPerson, before: Record<string, string | null>): boolean {
  return FIELDS.some(([field, column]) => field in before && (row[column] ?? '') !== (before[field] ?? ''));
}

function blank(id: string, locale: string): BulkPerson {
  return {
    id,
    email: null,
    email_key: null,
    user_name: null,
    external_id: null,
    first_name: '',
    name_prefix: null,
    last_name: '',
    display_name: '',
    sort_name: '',
    search_text: '',
    locale,
    department: null,
    job_title: null,
    phone: null,
    location: null,
    manager_email: null,
    start_date: null,
    end_date: null,
  };
}

function withFields(person: BulkPerson, fields: PersonFields): BulkPerson {
  const row = person as unknown as Record<string, string | null>;
  for (const [field, column] of FIELDS) {
    const value = fields[field];
    if (value !== undefined) row[column] = value === '' && column !== 'first_name' && column !== 'last_name' ? null : value;
  }
  const name = { firstName: person.first_name, namePrefix: person.name_prefix, lastName: person.last_name };
  person.display_name = displayName(name) || person.email || person.user_name || person.external_id || '';
  person.sort_name = sortName(name);
  person.search_text = searchText(searchWords(person.display_name, person.email, person.user_name, person.external_id));
  return person;
}
