import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { tenantSettings, tenants } from '../../../contract/tenants.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords, useFieldErrors } from '../../error-words.ts';
import { sessionQuery } from '../../session.tsx';

export type Settings = z.output<typeof tenantSettings>;
type Change = Omit<z.input<typeof tenants.change.body>, 'version'>;

/** Saves some settings; says what went wrong, and counts what went well. What was typed stays. */
export function useSave(version: number) {
  const client = useQueryClient();
  const { say } = useErrorWords();
  const [saves, setSaves] = useState(0);
  const took = async (settings: Settings): Promise<void> => {
    client.setQueryData(['settings'], settings);
    setSaves((count) => count + 1);
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const mutation = useMutation({
    mutationFn: (change: Change) => api.tenants.change({ body: { version, ...change } }),
    onSuccess: took,
    onError: (error) => {
      if (isProblem(error, 'conflict')) void client.invalidateQueries({ queryKey: ['settings'] });
    },
  });
  const fields = useFieldErrors(mutation.error);
  const failed = mutation.error === null || Object.keys(fields).length > 0 ? null : say(mutation.error);
  return { save: mutation.mutate, busy: mutation.isPending, saves, fields, failed, error: mutation.error, took };
}
