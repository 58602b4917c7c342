import { activationBelongings } from '../features/activation/index.ts';
import { actBelongings } from '../features/acts/index.ts';
import { auditBelongings } from '../features/audit/index.ts';
import { groupBelongings } from '../features/groups/index.ts';
import { importBelongings } from '../features/imports/index.ts';
import { mailBelongings } from '../features/mail/index.ts';
import { profileBelongings } from '../features/profile/index.ts';
import { sessionBelongings } from '../features/sessions/index.ts';
import { userBelongings } from '../features/users/index.ts';
import { viewBelongings } from '../features/views/index.ts';
import { waveBelongings } from '../features/welcome/index.ts';
import type { Belongings } from '../platform/belongings.ts';

/** Every room that holds something about a person. The directory's own row comes last: the others are found through it. */
export const allBelongings: readonly Belongings[] = [
  mailBelongings,
  groupBelongings,
  sessionBelongings,
  activationBelongings,
  profileBelongings,
  waveBelongings,
  importBelongings,
  viewBelongings,
  actBelongings,
  auditBelongings,
  userBelongings,
];
