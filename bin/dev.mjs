// `npm run dev`: the server, restarted at every change, and Vite in front of it.
import './steps/node-version.mjs';
import { spawn } from 'node:child_process';
import { install } from './steps/install.mjs';
import { programs, root } from './steps/root.mjs';
import { bold, good } from './steps/say.mjs';

process.chdir(root);
await install();
const port = process.env.PORT ?? '3000';
const webPort = process.env.WELKOM_WEB_PORT ?? '5173';
const address = `http://127.0.0.1:${webPort}`;
const env = { ...process.env, NODE_ENV: 'development', PORT: port, PUBLIC_URL: process.env.PUBLIC_URL ?? address };
// stdin stays with us: tsx would otherwise read keys from it.
const stdio = ['ignore', 'inherit', 'inherit'];
const children = [
  spawn(process.execPath, [programs.tsx, 'watch', '--clear-screen=false', 'src/main/command-line.ts', 'serve'], { stdio, env }),
  spawn(process.execPath, [programs.vite, '--logLevel', 'warn'], {
    stdio,
    env: { ...env, WELKOM_API: `http://127.0.0.1:${port}` },
  }),
];
good(`Development server at ${bold(address)}`);

let ending = false;
const end = (code) => {
  if (ending) return;
  ending = true;
  for (const child of children) child.kill('SIGTERM');
  Promise.all(children.map((child) => child.exitCode ?? new Promise((resolve) => child.once('exit', resolve)))).then(() =>
    process.exit(code),
  );
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0));
for (const child of children) child.once('exit', (code) => end(code ?? 1));
