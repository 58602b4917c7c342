import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/main/project-root.ts';

export interface Run {
  child: ChildProcess;
  /** What it has said so far. */
  out(): string;
  err(): string;
  /** Resolves with the first match in what it says; rejects when it ends before. */
  says(pattern: RegExp): Promise<RegExpMatchArray>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const running = new Set<Run>();
export const compiled = join(projectRoot, '.cache', `server-${process.pid}`);

/** Compiles the server once, so that every start takes what it takes in earnest. */
export function compileServer(): void {
  const tsc = join(projectRoot, 'node_modules/@typescript/native/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.server.json', '--noCheck', '--sourceMap', 'false', '--outDir', compiled], {
    cwd: projectRoot,
  });
}

/** The real program in a process of its own, with this environment and nothing of ours. */
export function runWelkom(args: string[], env: Record<string, string>): Run {
  const child = spawn(process.execPath, [join(compiled, 'main/command-line.js'), ...args], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH ?? '', PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const words = { out: '', err: '' };
  const listeners = new Set<() => void>();
  for (const [stream, key] of [
    [child.stdout, 'out'],
    [child.stderr, 'err'],
  ] as const) {
    stream?.on('data', (chunk: Buffer) => {
      words[key] += chunk.toString('utf8');
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const run: Run = {
    child,
    out: () => words.out,
    err: () => words.err,
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = words.out.match(pattern);
          if (match) resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`It ended without saying ${pattern}:\n${words.out}${words.err}`)));
      }),
  };
  running.add(run);
  return run;
}

export function removeCompiled(): void {
  rmSync(compiled, { recursive: true, force: true });
}

/** Ends what a failed test has left. */
export async function endAll(): Promise<void> {
  for (const run of running) {
    run.child.kill('SIGTERM');
    await run.ended;
  }
  running.clear();
}
