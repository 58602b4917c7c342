import type { Role } from '../../../contract/permissions.ts';
import type { User } from '../../../contract/users.ts';
import type { Locale } from '../../../kernel/locale.ts';

export const TEXTS = [
  'firstName',
  'namePrefix',
  'lastName',
  'email',
  'userName',
  'externalId',
  'department',
  'jobTitle',
  'phone',
  'location',
] as const;
export const DAYS = ['startDate', 'endDate'] as const;
export type Field = (typeof TEXTS)[number] | (typeof DAYS)[number] | 'locale';
const FIELDS: readonly Field[] = [...TEXTS, ...DAYS, 'locale'];

/** What stands in the form; texts, as fields hold them. */
export type Draft = Record<Field, string> & { role: Role };

export const draftOf = (user: User): Draft =>
  ({ ...Object.fromEntries(FIELDS.map((field) => [field, user[field] ?? ''])), role: user.role }) as Draft;

export const changedFields = (draft: Draft, base: User): Field[] =>
  FIELDS.filter((field) => draft[field].trim() !== (base[field] ?? ''));

export type Change = Partial<Record<Exclude<Field, 'locale' | 'firstName' | 'lastName'>, string | null>> & {
  firstName?: string;
  lastName?: string;
  locale?: Locale;
};

/** The changed fields as the API takes them: an emptied one is null, but a name stays a text. */
export function changeOf(draft: Draft, base: User): Change {
  const isName = (field: Field): boolean => field === 'firstName' || field === 'lastName' || field === 'locale';
  return Object.fromEntries(
    changedFields(draft, base).map((field) => [field, draft[field].trim() || (isName(field) ? '' : null)]),
  ) as Change;
}

/** What somebody else changed between two looks. */
export const changesBetween = (before: User, after: User): { field: Field; before: string; after: string }[] =>
  FIELDS.filter((field) => (before[field] ?? '') !== (after[field] ?? '')).map((field) => ({
    field,
    before: before[field] ?? '',
    after: after[field] ?? '',
  }));

/** The other's changes come in; what was typed here stays. */
export function rebase(draft: Draft, before: User, after: User): Draft {
  const mine = new Set(changedFields(draft, before));
  const fresh = draftOf(after);
  return {
    ...(Object.fromEntries(FIELDS.map((field) => [field, mine.has(field) ? draft[field] : fresh[field]])) as Record<
      Field,
      string
    >),
    role: draft.role === before.role ? after.role : draft.role,
  };
}
