import type { Encoding } from './encoding.ts';
import type { DateOrder } from './file-dates.ts';
import type { MappedColumn } from './map-columns.ts';

/** How a file is read: proposed by looking at it, corrected by a person, kept with the plan. */
export interface Reading {
  encoding: Encoding;
  delimiter: string;
  /** Row of the headings; 0: the file begins with people. */
  headerRow: number;
  secondHeaderRow: number;
  columns: MappedColumn[];
  /** Day first, month first…, by column index. */
  dateOrders: Record<string, DateOrder>;
}

/** Why a row is not taken, or a remark on one that is. `code` is a word under `imports.reasons`. */
export interface RowReason {
  code: ReasonCode;
  column?: string;
  value?: string;
  detail?: Record<string, string | number>;
}

const REFUSED_CODES = [
  'email',
  'noKey',
  'noName',
  'tooLong',
  'unreadable',
  'brokenQuotes',
  'tooManyCells',
  'date',
  'duplicateEmail',
  'duplicateNumber',
  'duplicateUserName',
  'emailOfAnother',
  'userNameOfAnother',
  'numberDiffers',
  'protectedPerson',
] as const;
const SKIPPED_CODES = [
  'endPassed',
  'endPassedExisting',
  'inactive',
  'inactiveExisting',
  'sameAsRow',
  'repeatedHeader',
  'totalRow',
  'deactivated',
  'notAPerson',
] as const;
const NOT_APPLIED_CODES = ['createdMeanwhile', 'changedMeanwhile', 'deactivatedMeanwhile', 'goneMeanwhile'] as const;
const NOTE_CODES = [
  'invisible',
  'markup',
  'emoji',
  'typo',
  'noEmail',
  'language',
  'dateIgnored',
  'managerEmail',
  'startAfterEnd',
  'lostLetters',
] as const;
export const REASON_CODES = [...REFUSED_CODES, ...SKIPPED_CODES, ...NOT_APPLIED_CODES, ...NOTE_CODES] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** What a row says about a person. A missing key: the file says nothing, and nothing of it is changed. */
export interface PersonDraft {
  email?: string;
  emailKey?: string;
  externalId?: string;
  userName?: string;
  firstName?: string;
  namePrefix?: string;
  lastName?: string;
  department?: string;
  jobTitle?: string;
  phone?: string;
  location?: string;
  managerEmail?: string;
  locale?: 'en' | 'nl' | 'de';
  startDate?: string;
  endDate?: string;
}

export type ReadRow = { number: number; notes: RowReason[] } & (
  | { outcome: 'person'; person: PersonDraft; leaves?: RowReason }
  /** `shown`: as much of a name as tells which row it is. */
  | { outcome: 'refused' | 'skipped'; reason: RowReason; shown?: PersonDraft }
);
