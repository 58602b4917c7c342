import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../../platform/cannot-start.ts';
import type { App } from '../../platform/scope.ts';
import { insertInstallation, readInstallation, sealAllTenants, updateInstallation } from './tenant-store.ts';

/**
 * Ties the database to this key, this data folder and this public address. Another key refuses to start; another data
 * folder or address seals every environment: its mails are kept until an owner opens it.
 * @throws CannotStart where the key is not the one the database was made with
 */
export async function bindInstallation(app: App): Promise<{ sealed: boolean }> {
  const installationId = installationIdIn(app.config.dataDir);
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

function installationIdIn(dataDir: string): string {
  const path = join(dataDir, 'installation.id');
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    mkdirSync(dataDir, { recursive: true });
    const id = randomUUID();
    writeFileSync(path, `${id}\n`, { mode: 0o600 });
    return id;
  }
}
