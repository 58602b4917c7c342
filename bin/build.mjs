// `npm run build`: server to dist/server, pages to dist/web. `--if-changed` leaves alone what is fresh.
import './steps/node-version.mjs';
import { build } from './steps/build.mjs';
import { install } from './steps/install.mjs';

await install();
await build({ always: !process.argv.includes('--if-changed') });
