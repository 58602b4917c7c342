import { resetActs } from '../features/activation/index.ts';
import { type Act, type Acts, userActs } from '../features/acts/index.ts';
import { groupActs } from '../features/groups/index.ts';
import { sessionActs } from '../features/sessions/index.ts';

/** Everything that can be done to many people at once. One line per feature. */
export const allActs: Acts = new Map(
  [...userActs, ...groupActs, ...sessionActs, ...resetActs].map((act) => [act.name, act as unknown as Act]),
);
