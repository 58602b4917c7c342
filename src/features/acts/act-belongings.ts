import type { Belongings } from '../../platform/belongings.ts';
import { actsStartedBy, forgetWords } from './act-words-store.ts';

/** The acts on many people that somebody started. Erased, the words about a person go: the reason, and what was searched for. */
export const actBelongings: Belongings = {
  name: 'acts',
  about: (scope, userId) => actsStartedBy(scope.tx, userId),
  erase: (scope, userId, traces) => forgetWords(scope.tx, userId, traces),
};
