import { useState } from 'react';
import type { User } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { changesBetween, type Draft, draftOf, rebase } from './basics-draft.ts';

/** What is typed about a person over what was seen of them; when somebody else was faster, theirs comes in and nothing typed is lost. */
export function useBasics(user: User) {
  const [base, setBase] = useState(user);
  const [draft, setDraft] = useState<Draft>(() => draftOf(user));
  const [theirs, setTheirs] = useState<ReturnType<typeof changesBetween>>([]);
  return {
    base,
    draft,
    /** what somebody else changed meanwhile */
    theirs,
    set: (change: Partial<Draft>): void => setDraft((now) => ({ ...now, ...change })),
    /** as it is now; `typed` stays */
    follow(now: User, typed: Draft = draftOf(now)): void {
      setBase(now);
      setDraft(typed);
      setTheirs([]);
    },
    /** After a refused save. */
    async meet(error: unknown): Promise<void> {
      if (!isProblem(error, 'conflict')) return;
      const now = await api.users.show({ params: { id: base.id } });
      setTheirs(changesBetween(base, now));
      setDraft(rebase(draft, base, now));
      setBase(now);
    },
  };
}
