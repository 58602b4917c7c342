import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import type { Me } from '../contract/session.ts';
import { queryClient } from './api.ts';
import { auditSearch } from './pages/audit/audit-search.ts';
import { groupSearch, groupsSearch } from './pages/groups/groups-search.ts';
import { importSearch, importsSearch } from './pages/imports/import-search.ts';
import { mailboxSearch } from './pages/mailbox/mailbox-search.ts';
import { profileSearch } from './pages/profile/profile-search.ts';
import { statusSearch } from './pages/status/status-search.ts';
import { usersSearch } from './pages/users/users-search.ts';
import { parseSearch, stringifySearch } from './search-params.ts';
import { sessionQuery } from './session.tsx';
import { entriesFor } from './shell/admin-entries.ts';
import { BrokenPage, LostPage } from './shell/error-routes.tsx';
import { Shell } from './shell/shell.tsx';

// Every page by its address. Pages load when they are first wanted; what stands after `?` is typed by `validateSearch`.

const root = createRootRoute({ component: Outlet, notFoundComponent: LostPage, errorComponent: BrokenPage });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const inShell = { getParentRoute: () => shell } as const;

const home = createRoute({
  ...inShell,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home/home-page.tsx'), 'HomePage'),
});
const profile = createRoute({
  ...inShell,
  path: '/profile',
  validateSearch: profileSearch,
  component: lazyRouteComponent(() => import('./pages/profile/profile-page.tsx'), 'ProfilePage'),
});
const admin = createRoute({
  ...inShell,
  path: '/admin',
  beforeLoad: () => {
    // Whoever may not see the directory begins with the first component that is theirs.
    const me = queryClient.getQueryData<Me>(sessionQuery.queryKey);
    const first = me === undefined ? undefined : entriesFor(me).first[0];
    throw redirect({ to: (first?.to ?? '/admin/users') as '/admin/users', replace: true });
  },
});
const users = createRoute({
  ...inShell,
  path: '/admin/users',
  validateSearch: usersSearch,
  component: lazyRouteComponent(() => import('./pages/users/users-page.tsx'), 'UsersPage'),
});
const newUser = createRoute({
  ...inShell,
  path: '/admin/users/new',
  component: lazyRouteComponent(() => import('./pages/new-user/new-user-page.tsx'), 'NewUserPage'),
});
const person = createRoute({
  ...inShell,
  path: '/admin/users/$id',
  component: lazyRouteComponent(() => import('./pages/person/person-page.tsx'), 'PersonPage'),
});
const groups = createRoute({
  ...inShell,
  path: '/admin/groups',
  validateSearch: groupsSearch,
  component: lazyRouteComponent(() => import('./pages/groups/groups-page.tsx'), 'GroupsPage'),
});
const group = createRoute({
  ...inShell,
  path: '/admin/groups/$id',
  validateSearch: groupSearch,
  component: lazyRouteComponent(() => import('./pages/groups/group-page.tsx'), 'GroupPage'),
});
const memberGroup = createRoute({
  ...inShell,
  path: '/groups/$id',
  validateSearch: groupSearch,
  component: lazyRouteComponent(() => import('./pages/groups/group-page.tsx'), 'GroupPage'),
});
const roles = createRoute({
  ...inShell,
  path: '/admin/roles',
  component: lazyRouteComponent(() => import('./pages/roles/roles-page.tsx'), 'RolesPage'),
});
const welcome = createRoute({
  ...inShell,
  path: '/admin/welcome',
  component: lazyRouteComponent(() => import('./pages/welcome/welcome-page.tsx'), 'WelcomePage'),
});
const mailbox = createRoute({
  ...inShell,
  path: '/mailbox',
  validateSearch: mailboxSearch,
  component: lazyRouteComponent(() => import('./pages/mailbox/mailbox-page.tsx'), 'MailboxPage'),
});
const status = createRoute({
  ...inShell,
  path: '/admin/status',
  validateSearch: statusSearch,
  component: lazyRouteComponent(() => import('./pages/status/status-page.tsx'), 'StatusPage'),
});
const imports = createRoute({
  ...inShell,
  path: '/admin/imports',
  validateSearch: importsSearch,
  component: lazyRouteComponent(() => import('./pages/imports/imports-page.tsx'), 'ImportsPage'),
});
const oneImport = createRoute({
  ...inShell,
  path: '/admin/imports/$id',
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import('./pages/imports/import-page.tsx'), 'ImportPage'),
});
const audit = createRoute({
  ...inShell,
  path: '/admin/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./pages/audit/audit-page.tsx'), 'AuditPage'),
});
const keys = createRoute({
  ...inShell,
  path: '/admin/keys',
  component: lazyRouteComponent(() => import('./pages/keys/keys-page.tsx'), 'KeysPage'),
});
const settings = createRoute({
  ...inShell,
  path: '/admin/settings',
  component: lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
});

/** Shows every piece in every state; only while developing, so that the built program does not carry it. */
const development = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => root,
        path: '/dev/ui',
        component: lazyRouteComponent(() => import('./pages/dev/dev-page.tsx'), 'DevPage'),
      }),
    ]
  : [];

const tree = root.addChildren([
  shell.addChildren([
    home,
    profile,
    admin,
    users,
    newUser,
    person,
    groups,
    group,
    memberGroup,
    roles,
    welcome,
    mailbox,
    status,
    imports,
    oneImport,
    audit,
    keys,
    settings,
  ]),
  ...development,
]);

export const router = createRouter({
  routeTree: tree,
  parseSearch,
  stringifySearch,
  // What a page's `validateSearch` does not know, or finds senseless, does not reach the page.
  search: { strict: true },
  defaultPreload: 'intent',
  defaultPreloadDelay: 60,
  scrollRestoration: true,
  defaultErrorComponent: BrokenPage,
  defaultNotFoundComponent: LostPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
