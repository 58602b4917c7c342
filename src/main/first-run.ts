import { makeEnvironment, makeSetupCode } from '../features/setup/index.ts';
import { AppError } from '../kernel/app-error.ts';
import { CannotStart } from '../platform/cannot-start.ts';
import type { ConfigSecrets } from '../platform/config.ts';
import { sentence } from '../platform/http/problem.ts';
import type { App } from '../platform/scope.ts';

/** null: there is an owner. Else the address, under the given origin, where the first one is made. */
export type FirstRun = ((origin: string) => string) | null;

/**
 * Makes the first environment from WELKOM_ADMIN_EMAIL, WELKOM_ADMIN_PASSWORD and WELKOM_TENANT_NAME where they are given,
 * else a one-time code for the page that does the same. Does nothing where there is an owner.
 * @throws CannotStart where what was given cannot be used
 */
export async function setUp(app: App, secrets: ConfigSecrets): Promise<FirstRun> {
  const code = await makeSetupCode(app);
  if (code === null) return null;
  const { firstOwner } = app.config;
  if (!firstOwner || !secrets.firstOwnerPassword) return (origin) => `${origin}/setup#${code}`;
  try {
    await makeEnvironment(app, {
      ...firstOwner,
      firstName: '',
      lastName: '',
      password: secrets.firstOwnerPassword,
      publicUrl: null,
      openTracking: null,
    });
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new CannotStart(`WELKOM_ADMIN_EMAIL, WELKOM_ADMIN_PASSWORD: ${sentence(app, 'en', error.code, error.details)}`, {
      cause: error,
    });
  }
}
