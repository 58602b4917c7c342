import { compact, flag, text } from '../../search-params.ts';

export const groupsSearch = (search: Record<string, unknown>) =>
  compact({ q: text(search, 'q'), cursor: text(search, 'cursor'), make: flag(search, 'make') });

export const groupSearch = (search: Record<string, unknown>) =>
  compact({ cursor: text(search, 'cursor'), add: flag(search, 'add') });
