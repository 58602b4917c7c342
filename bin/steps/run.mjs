import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/** Runs a program and gives back how it ended. `quiet` keeps its words for whoever wants to show them. */
export function run(command, args, { quiet = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...(quiet ? { NO_COLOR: '1', FORCE_COLOR: '0' } : {}), ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    const words = [];
    child.stdout?.on('data', (chunk) => words.push(chunk));
    child.stderr?.on('data', (chunk) => words.push(chunk));
    const end = (ok, extra = '') =>
      resolve({ ok, output: Buffer.concat(words).toString('utf8') + extra, seconds: (Date.now() - started) / 1000 });
    child.once('error', (error) => end(false, error.message));
    child.once('close', (code) => end(code === 0));
  });
}

export const runNode = (script, args = [], options) => run(process.execPath, [script, ...args], options);
