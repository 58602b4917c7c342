import { ROLES, type Role } from '../../contract/permissions.ts';
import { createTenant, listTenants } from '../../features/tenants/index.ts';
import { createUser } from '../../features/users/index.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { isLocale, type Locale } from '../../kernel/locale.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import { type App, inTenant, systemActor } from '../../platform/scope.ts';
import { good } from '../voice.ts';
import { withApp } from './with-app.ts';

const actor = systemActor('command line');

export async function tenantCreateCommand(name: string, options: { language: Locale; host?: string[] }): Promise<void> {
  await withApp(async (app) => {
    await createTenant(app, { name, locale: options.language, openTracking: null, hosts: options.host });
    good(`${name} is made. Its first owner: npm run welkom -- user create <email> --role owner --environment "${name}"`);
  });
}

interface UserOptions {
  environment?: string;
  firstName: string;
  lastName: string;
  role: string;
  language?: string;
  silent?: boolean;
}

export async function userCreateCommand(email: string, options: UserOptions): Promise<void> {
  const role = ROLES.find((known) => known === options.role);
  if (!role) throw new CannotStart(`There is no role "${options.role}"; there are ${ROLES.join(', ')}.`);
  await withApp(async (app) => {
    const tenantId = await tenantNamed(app, options.environment);
    await inTenant(app, { tenantId, actor }, (scope) =>
      createUser(scope, {
        firstName: options.firstName,
        lastName: options.lastName,
        email,
        role: role satisfies Role,
        source: 'form',
        ...(isLocale(options.language ?? '') ? { locale: options.language as Locale } : {}),
      }),
    );
    good(`${email} is in.`);
  });
}

/** The environment of that name; without a name the only one there is. */
async function tenantNamed(app: App, name: string | undefined): Promise<TenantId> {
  const all = await app.db.acrossTenants(listTenants);
  const found = name === undefined ? all : all.filter((tenant) => tenant.name.toLowerCase() === name.toLowerCase());
  const names = all.map((tenant) => `"${tenant.name}"`).join(', ');
  if (!all.length) throw new CannotStart('There is no environment yet: start Welkom and open the address it prints.');
  if (!found.length) throw new CannotStart(`There is no environment named "${name}"; there is ${names}.`);
  if (found.length > 1) throw new CannotStart(`There are several environments: say which with --environment; there is ${names}.`);
  return found[0]!.id;
}

export async function setupLinkCommand(): Promise<void> {
  throw new CannotStart('not built yet');
}

export async function ownerResetCommand(_email: string, _options: { environment?: string }): Promise<void> {
  throw new CannotStart('not built yet');
}
