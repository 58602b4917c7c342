// A process that works off a plan in small steps, so that a test can kill it in the middle of any of them.
import { join } from 'node:path';

const [compiled, databaseUrl, dataDir, tenantId, importId] = process.argv.slice(2);
const { workOffPlan } = await import(join(compiled, 'features/imports/work-off-plan.js'));
const { makeApp } = await import(join(compiled, 'main/app.js'));
const { readConfig } = await import(join(compiled, 'platform/config.js'));
const { makeLog } = await import(join(compiled, 'platform/log.js'));

const { config } = readConfig({ PUBLIC_URL: 'http://welkom.test', LOG_LEVEL: 'silent', WELKOM_DATA_DIR: dataDir }, () => '');
const app = makeApp({ config, secretKey: 'a key for tests only, 32 bytes long', databaseUrl, log: makeLog('silent') });
await workOffPlan(app, tenantId, importId, { chunk: 25 });
await app.db.close();
