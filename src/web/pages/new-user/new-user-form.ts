import type { z } from 'zod';
import type { arrivals } from '../../../contract/arrivals.ts';
import type { Role } from '../../../contract/permissions.ts';
import type { Locale } from '../../../kernel/locale.ts';

/** What stands in the form, as it is typed. */
export interface Draft {
  firstName: string;
  namePrefix: string;
  lastName: string;
  email: string;
  userName: string;
  externalId: string;
  department: string;
  jobTitle: string;
  locale: Locale;
  role: Role;
  groupIds: string[];
  silent: boolean;
  when: 'now' | 'onDay';
  day: string;
}

export const emptyDraft = (locale: Locale, groupIds: string[] = []): Draft => ({
  firstName: '',
  namePrefix: '',
  lastName: '',
  email: '',
  userName: '',
  externalId: '',
  department: '',
  jobTitle: '',
  locale,
  role: 'member',
  groupIds,
  silent: false,
  when: 'now',
  day: '',
});

const texts = [
  'firstName',
  'namePrefix',
  'lastName',
  'email',
  'userName',
  'externalId',
  'department',
  'jobTitle',
] as const satisfies readonly (keyof Draft)[];

/** Has anything been typed or chosen that would be lost? */
export const isTouched = (draft: Draft, empty: Draft): boolean =>
  texts.some((field) => draft[field].trim() !== '') ||
  draft.groupIds.join() !== empty.groupIds.join() ||
  draft.silent ||
  draft.day !== '';

/** The fields that cannot stay empty. */
export function missing(draft: Draft): ('firstName' | 'lastName' | 'email' | 'day')[] {
  const something = draft.email.trim() || draft.userName.trim() || draft.externalId.trim();
  return [
    ...(draft.firstName.trim() === '' ? (['firstName'] as const) : []),
    ...(draft.lastName.trim() === '' ? (['lastName'] as const) : []),
    ...(something === '' ? (['email'] as const) : []),
    ...(!draft.silent && draft.when === 'onDay' && draft.day === '' ? (['day'] as const) : []),
  ];
}

const orNull = (text: string): string | null => text.trim() || null;

/** The form as the API takes it; `key` makes a double click one person. */
export function arrivalOf(draft: Draft, key: string): z.input<(typeof arrivals)['create']['body']> {
  const onDay = !draft.silent && draft.when === 'onDay';
  return {
    key,
    firstName: draft.firstName.trim(),
    namePrefix: orNull(draft.namePrefix),
    lastName: draft.lastName.trim(),
    email: orNull(draft.email),
    userName: orNull(draft.userName),
    externalId: orNull(draft.externalId),
    department: orNull(draft.department),
    jobTitle: orNull(draft.jobTitle),
    startDate: onDay ? draft.day : null,
    role: draft.role,
    locale: draft.locale,
    groupIds: draft.groupIds,
    notice: onDay ? { when: 'onDay', day: draft.day } : { when: draft.silent ? 'later' : 'now' },
  };
}
