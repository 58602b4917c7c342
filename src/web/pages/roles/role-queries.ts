import { api } from '../../api.ts';

/** The table role × permission, and what I may give. */
export const rolesQuery = { queryKey: ['roles'], queryFn: () => api.roles.list(), staleTime: 60_000 } as const;
