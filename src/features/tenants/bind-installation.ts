import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CannotStart } from '../../platform/cannot-start.ts';
import type { App } from '../../platform/scope.ts';
import { readOrMake } from '../../platform/secrets.ts';
import { insertInstallation, readInstallation, sealAllTenants, updateInstallation } from './tenant-store.ts';

/**
 * Ties the database to this key, this data folder and this public address. Another key refuses to start; another data
 * folder or address seals every environment: its mails are kept until an owner opens it.
 * @throws CannotStart where the key is not the one the database was made with
 */
export async function bindInstallation(app: App): Promise<{ sealed: boolean }> {
  const installationId = readOrMake(join(app.config.dataDir, 'installation.id'), randomUUID);
  const publicUrl = app.config.publicUrlIsSet ? app.config.publicUrl : 'local';
  return app.db.acrossTenants(async (tx) => {
    const known = await readInstallation(tx);
    if (!known) {
      await insertInstallation(tx, {
        installation_id: installationId,
        key_fingerprint: app.secrets.fingerprint,
        public_url: publicUrl,
      });
      return { sealed: false };
    }
    if (known.key_fingerprint !== app.secrets.fingerprint) {
      throw new CannotStart('This database belongs to another secret key: set WELKOM_SECRET_KEY to the key it was made with.');
    }
    if (known.installation_id === installationId && known.public_url === publicUrl) return { sealed: false };
    await sealAllTenants(tx, known.installation_id === installationId ? 'publicUrl' : 'installation');
    await updateInstallation(tx, { installation_id: installationId, public_url: publicUrl });
    return { sealed: true };
  });
}
