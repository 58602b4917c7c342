import { newId, type TenantId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { App } from '../../platform/scope.ts';
import { insertTenant } from './tenant-store.ts';

export interface NewTenant {
  name: string;
  locale: Locale;
  timeZone?: string | undefined;
  openTracking: boolean | null;
  hosts?: string[] | undefined;
  publicUrl?: string | null | undefined;
  /** Mails are kept until an owner opens the environment. */
  sealed?: boolean | undefined;
}

/**
 * Makes an environment. It is open for sending only where a person decided so in the same breath (`sealed: false`);
 * a copied or restored one is sealed by {@link bindInstallation}.
 */
export async function createTenant(app: App, input: NewTenant): Promise<TenantId> {
  const id = newId<'tenant'>();
  await app.db.acrossTenants((tx) =>
    insertTenant(
      tx,
      {
        id,
        name: input.name.trim(),
        locale: input.locale,
        time_zone: input.timeZone ?? 'Europe/Amsterdam',
        open_tracking: input.openTracking,
        public_url: input.publicUrl ?? null,
        sealed_because: input.sealed ? 'new' : null,
      },
      input.hosts ?? [],
    ),
  );
  return id;
}
