/** What a column of a people file can mean. `used` ones land on a person; the others are understood, and left alone. */
export const USED_MEANINGS = [
  'email',
  'employeeId',
  'externalId',
  'userName',
  'givenName',
  'familyNamePrefix',
  'familyName',
  'fullName',
  'displayName',
  'department',
  'jobTitle',
  'location',
  'phone',
  'phoneMobile',
  'phoneWork',
  'managerEmail',
  'language',
  'startDate',
  'endDate',
  'status',
  'statusInverse',
  'statusRole',
] as const;

export const UNUSED_MEANINGS = [
  'address',
  'birthDate',
  'company',
  'costCenter',
  'country',
  'employeeType',
  'givenNameOfficial',
  'group',
  'honorificPrefix',
  'honorificSuffix',
  'ignore',
  'initials',
  'managerId',
  'managerName',
  'middleName',
  'nameConvention',
  'nickName',
  'partnerName',
  'partnerNamePrefix',
  'password',
  'phoneHome',
  'profileField',
  'role',
  'secondaryEmail',
  'sensitive',
] as const;

/** Columns that are never read at all: not shown as a sample, not stored, not even for a preview. */
export const NEVER_READ: ReadonlySet<ColumnMeaning> = new Set<ColumnMeaning>(['password', 'sensitive', 'birthDate']);

export const COLUMN_MEANINGS = [...USED_MEANINGS, ...UNUSED_MEANINGS] as const;
export type ColumnMeaning = (typeof COLUMN_MEANINGS)[number];

/** How sure we are of a column: the header says so, part of it says so, the values say so, or nobody knows. */
export const CONFIDENCES = ['sure', 'likely', 'guess', 'unknown', 'chosen'] as const;
export type Confidence = (typeof CONFIDENCES)[number];
