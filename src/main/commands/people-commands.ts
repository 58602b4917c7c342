import { randomUUID } from 'node:crypto';
import { ROLES } from '../../contract/permissions.ts';
import { makeSetupCode } from '../../features/setup/index.ts';
import { createTenant, listTenants } from '../../features/tenants/index.ts';
import { createUser } from '../../features/users/index.ts';
import { sendOneWelcome } from '../../features/welcome/index.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { isLocale, type Locale } from '../../kernel/locale.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import { type App, inTenant, systemActor } from '../../platform/scope.ts';
import { resetOwner } from '../reset-owner.ts';
import { bold, good, notice, say } from '../voice.ts';
import { withApp } from './with-app.ts';

const actor = systemActor('command line');

export async function tenantCreateCommand(name: string, options: { language: Locale; host?: string[] }): Promise<void> {
  await withApp(async (app) => {
    await createTenant(app, { name, locale: options.language, openTracking: null, hosts: options.host, sealed: true });
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
  const locale = isLocale(options.language) ? { locale: options.language } : {};
  await withApp(async (app) => {
    const tenantId = await tenantNamed(app, options.environment);
    const sent = await inTenant(app, { tenantId, actor }, async (scope) => {
      const { firstName, lastName } = options;
      const userId = await createUser(scope, { firstName, lastName, email, role, source: 'form', ...locale });
      return options.silent ? null : sendOneWelcome(app, scope, { userId, key: randomUUID() });
    });
    const where = sent?.kept ? 'its mail is kept in the mailbox' : 'the welcome mail is on its way';
    good(sent ? `${email} is in; ${where}.` : `${email} is in, without a mail: nobody can log in with it before it is welcomed.`);
  });
}

export async function ownerResetCommand(email: string, options: { environment?: string }): Promise<void> {
  await withApp(async (app) => {
    const tenantId = await tenantNamed(app, options.environment);
    const { url, becameOwner } = await inTenant(app, { tenantId, actor }, (scope) => resetOwner(app, scope, email));
    if (becameOwner) notice(`${email} was no owner, and is one now.`);
    good(`With this address ${email} sets a new password, within one hour, once:`);
    say(`  ${bold(url)}`);
  });
}

export async function setupLinkCommand(): Promise<void> {
  await withApp(async (app) => {
    const code = await makeSetupCode(app);
    if (code === null) {
      throw new CannotStart('There is an owner already. One who cannot log in: npm run welkom -- owner reset <email>');
    }
    good('Here the first environment and its owner are made, once, within a day; addresses printed before are dead:');
    say(`  ${bold(`${app.config.publicUrl}/setup#${code}`)}`);
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
