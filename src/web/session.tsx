import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import type { Permission } from '../contract/permissions.ts';
import type { Me } from '../contract/session.ts';
import { dayIn } from '../kernel/local-time.ts';
import { api, goToLogin } from './api.ts';
import { isProblem } from './api-problem.ts';
import { applyBrand } from './ui/brand.ts';
import { ErrorPage } from './ui/error-page.tsx';
import { PlaceName } from './ui/page-frame.tsx';
import { useLanguage } from './words.tsx';

const SessionContext = createContext<Me | null>(null);

/** Who is logged in, and where. Everything inside the gate has one. */
export function useSession(): Me {
  const me = useContext(SessionContext);
  if (me === null) throw new Error('useSession outside the gate');
  return me;
}

/** May this person do it? Hides what the server would refuse anyhow. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}

/** The day it is where the environment is, as `YYYY-MM-DD`. */
export function useToday(): string {
  return dayIn(useSession().tenant.timeZone, new Date());
}

/** May this person put people into groups: any of them, or those they look after? */
export function useMayFillGroups(): boolean {
  const { permissions, user } = useSession();
  return permissions.includes('users.edit') && (permissions.includes('groups.manage') || user.within !== null);
}

/** Permissions that open the admin panel: any of them shows **Admin** in the menu under the own name. */
const adminRights: readonly Permission[] = [
  'users.read',
  'imports.read',
  'welcome.read',
  'mail.read',
  'settings.read',
  'audit.read',
  'keys.manage',
  'groups.manage',
];
export const mayAdmin = (me: Me): boolean => adminRights.some((right) => me.permissions.includes(right));

export const sessionQuery = {
  queryKey: ['session'],
  queryFn: () => api.session.show(),
  staleTime: 60_000,
  retry: false,
} as const;

/** Nobody passes without a session: strangers go to the log-in page, and come back to where they wanted to be. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery(sessionQuery);
  const { settle } = useLanguage();
  const stranger = isProblem(error) && error.status === 401;
  useEffect(() => {
    if (stranger) goToLogin(false);
  }, [stranger]);
  useEffect(() => {
    if (data === undefined) return;
    applyBrand(data.tenant.brandColor);
    settle({ locale: data.user.locale, timeZone: data.user.timeZone ?? data.tenant.timeZone });
  }, [data, settle]);
  if (data === undefined) {
    if (error === null || stranger) return null;
    return (
      <ErrorPage
        kind={isProblem(error, 'offline') ? 'offline' : 'broken'}
        reference={isProblem(error) ? error.reference : null}
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <SessionContext.Provider value={data}>
      <PlaceName.Provider value={data.tenant.name}>{children}</PlaceName.Provider>
    </SessionContext.Provider>
  );
}
