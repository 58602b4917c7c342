#!/usr/bin/env node
// The command line, from what was built. `npm run welkom -- doctor`, or `node bin/welkom.mjs doctor`.
import './steps/node-version.mjs';
import { existsSync } from 'node:fs';
import { at, root } from './steps/root.mjs';
import { giveUp } from './steps/say.mjs';

process.chdir(root);
if (!existsSync(at('dist/server/main/command-line.js'))) giveUp('Welkom is not built yet: run npm start or npm run build first.');
const { runCommandLine } = await import('../dist/server/main/command-line.js');
await runCommandLine(process.argv.slice(2));
