import { useCallback, useMemo } from 'react';
import { useMessages, useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { audit } from '../../../contract/audit.ts';

export type AuditEvent = z.output<typeof audit.list.ok>['items'][number];

type Tree = { [key: string]: string | Tree };
const leaves = (tree: Tree, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : leaves(value, `${prefix}${key}.`),
  );

/** The recorded events, as the words know them. */
export function useEventNames(): readonly string[] {
  const { audit } = useMessages() as unknown as { audit: { events: Tree } };
  return useMemo(() => leaves(audit.events), [audit]);
}

/** An event's name in the reader's language. */
export function useEventWords(): (event: string) => string {
  const t = useTranslations('audit.events') as unknown as ((key: string) => string) & { has: (key: string) => boolean };
  return useCallback((event) => (t.has(event) ? t(event) : event), [t]);
}
