import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MyProfile } from '../../../contract/profile.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords, useFieldErrors } from '../../error-words.ts';
import { sessionQuery } from '../../session.tsx';
import { GaveUp } from './proof.tsx';

export const profileQuery = { queryKey: ['profile'], queryFn: () => api.profile.show() } as const;

/** What the server answered is what is shown, also in the menu under the own name. */
export async function keepProfile(client: QueryClient, profile: MyProfile): Promise<void> {
  client.setQueryData(profileQuery.queryKey, profile);
  await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
}

/** One act on the own account: says what went wrong, counts what went well; what was typed stays. */
export function useProfileAct<V>(act: (value: V) => Promise<MyProfile>) {
  const client = useQueryClient();
  const { say } = useErrorWords();
  const [saves, setSaves] = useState(0);
  const mutation = useMutation({
    mutationFn: act,
    onSuccess: async (profile) => {
      setSaves((count) => count + 1);
      await keepProfile(client, profile);
    },
    onError: (error) => {
      if (isProblem(error, 'conflict')) void client.invalidateQueries({ queryKey: profileQuery.queryKey });
    },
  });
  const fields = useFieldErrors(mutation.error);
  const quiet = mutation.error === null || mutation.error instanceof GaveUp || Object.keys(fields).length > 0;
  return {
    run: mutation.mutate,
    busy: mutation.isPending,
    saves,
    fields,
    failed: quiet ? null : say(mutation.error),
    error: mutation.error,
  };
}
