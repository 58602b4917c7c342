import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CannotStart } from '../../platform/cannot-start.ts';
import { type App, inTenant, systemActor } from '../../platform/scope.ts';
import { readOrMake } from '../../platform/secrets.ts';
import { record } from '../audit/index.ts';
import { insertInstallation, listTenantIds, readInstallation, sealTenant, updateInstallation } from './tenant-store.ts';

/**
 * Ties the database to this key, this data folder and this public address. Another key refuses to start; another data
 * folder or address seals every environment: its mails are kept until an owner opens it. Records `tenant.sealed` in each. Cut off
 * between two of them, the next start goes on: the new place is the known one only when all are sealed.
 * @throws CannotStart where the key is not the one the database was made with
 */
export async function bindInstallation(app: App): Promise<{ sealed: boolean }> {
  const installationId = readOrMake(join(app.config.dataDir, 'installation.id'), randomUUID);
  const publicUrl = app.config.publicUrlIsSet ? app.config.publicUrl : 'local';
  const place = { installation_id: installationId, public_url: publicUrl };
  const known = await app.db.acrossTenants(async (tx) => {
    const found = await readInstallation(tx);
    if (!found) await insertInstallation(tx, { ...place, key_fingerprint: app.secrets.fingerprint });
    return found;
  });
  if (!known) return { sealed: false };
  if (known.key_fingerprint !== app.secrets.fingerprint) {
    throw new CannotStart('This database belongs to another secret key: set WELKOM_SECRET_KEY to the key it was made with.');
  }
  if (known.installation_id === installationId && known.public_url === publicUrl) return { sealed: false };
  const because = known.installation_id === installationId ? 'publicUrl' : 'installation';
  for (const tenantId of await app.db.acrossTenants(listTenantIds))
    await inTenant(app, { tenantId, actor: systemActor('installation') }, async (scope) => {
      if (await sealTenant(scope.tx, tenantId, because)) await record(scope, 'tenant.sealed');
    });
  await app.db.acrossTenants((tx) => updateInstallation(tx, place));
  return { sealed: true };
}
