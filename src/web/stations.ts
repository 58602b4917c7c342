import { api } from './api.ts';

/** How many people have come how far; shared by everything that shows it. */
export const stationsQuery = { queryKey: ['users', 'stations'], queryFn: () => api.users.stations(), staleTime: 15_000 } as const;
