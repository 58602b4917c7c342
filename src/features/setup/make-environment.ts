import { AppError } from '../../kernel/app-error.ts';
import { parseEmailAddress } from '../../kernel/email-address.ts';
import type { TenantId, UserId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type App, inTenant, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { demandGoodPassword, hashPassword, keepFirstPassword } from '../sessions/index.ts';
import { createTenant } from '../tenants/index.ts';
import { createUser, markActivated } from '../users/index.ts';
import { placeForOwner, setupActor } from './first-run.ts';
import { settleTenant } from './setup-store.ts';

export interface NewEnvironment {
  tenantName: string;
  locale: Locale;
  /** null: what the server says. */
  publicUrl: string | null;
  openTracking: boolean | null;
  firstName: string;
  lastName: string;
  email: string;
  password: string;
}

/** Checks everything before anything is made. @throws AppError `email.*`, `password.*`, `setup.publicUrl` */
export function checkEnvironment(input: NewEnvironment): void {
  const email = parseEmailAddress(input.email);
  if (!email.ok) throw new AppError(`email.${email.problem}`, {}, [{ path: 'body.email', code: `email.${email.problem}` }]);
  demandGoodPassword(input.password, [input.tenantName, input.firstName, input.lastName, input.email]);
  if (input.publicUrl !== null) originOf(input.publicUrl);
}

/** `https://host[:port]`, without what stands behind it. @throws AppError `setup.publicUrl` */
export function originOf(text: string): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password) {
    throw new AppError('setup.publicUrl', {}, [{ path: 'body.publicUrl', code: 'setup.publicUrl' }]);
  }
  return url.origin;
}

/**
 * Makes the first environment and its owner, who has a password and is in. The environment is sealed: mails are kept until
 * the owner opens it. `also` runs in the owner's transaction. Records `tenant.created`, `user.created`, `user.activated`.
 * @throws AppError `setup.closed` where there is an owner already, and what {@link checkEnvironment} says
 */
export async function makeEnvironment(
  app: App,
  input: NewEnvironment,
  also?: (scope: Scope, owner: UserId) => Promise<void>,
): Promise<TenantId> {
  checkEnvironment(input);
  const passwordHash = await hashPassword(input.password);
  const place = await placeForOwner(app);
  if (place === null) throw new AppError('setup.closed');
  const publicUrl = input.publicUrl === null ? null : originOf(input.publicUrl);
  const tenantId =
    place === 'new'
      ? await createTenant(app, {
          name: input.tenantName,
          locale: input.locale,
          openTracking: input.openTracking,
          publicUrl,
          sealed: true,
        })
      : place;
  await inTenant(app, { tenantId, actor: setupActor }, async (scope) => {
    if (place !== 'new') {
      await settleTenant(scope.tx, tenantId, {
        name: input.tenantName.trim(),
        locale: input.locale,
        public_url: publicUrl,
        open_tracking: input.openTracking,
      });
    }
    await record(scope, 'tenant.created', { target: { kind: 'tenant', id: tenantId, name: input.tenantName } });
    const owner = await createUser(scope, { ...input, role: 'owner', source: 'setup' });
    await keepFirstPassword(scope, owner, passwordHash);
    await markActivated(scope, owner);
    await record(scope, 'user.activated', {
      target: { kind: 'user', id: owner, name: `${input.firstName} ${input.lastName}`.trim() },
    });
    await also?.(scope, owner);
  });
  return tenantId;
}
