import { choice, compact } from '../../search-params.ts';

export const PARTS = ['about', 'access', 'mails'] as const;
export type Part = (typeof PARTS)[number];

export const profileSearch = (search: Record<string, unknown>) => compact({ part: choice(search, 'part', PARTS) });
