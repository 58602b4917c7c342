import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { CannotStart } from '../platform/cannot-start.ts';
import { ConfigProblems, readConfig } from '../platform/config.ts';
import { addAuditCommands, addUserCommands } from './user-command-line.ts';
import { bad } from './voice.ts';

/** `welkom <command>`: every command loads what it needs and nothing more. */
export function program(): Command {
  const welkom = new Command('welkom')
    .description('Gets everyone onto your platform: import your people, welcome them, see who got in, and let them go again.')
    .showHelpAfterError('(welkom --help shows what there is)')
    // What is wrong with the environment is said before anything large is loaded.
    .hook('preAction', (_, command) => {
      if (command.name() !== 'doctor') readConfig(process.env, (path) => readFileSync(path, 'utf8'));
    });

  welkom
    .command('serve')
    .description('answer requests and do the work behind them, in one process')
    .option('--web-only', 'answer requests only; let other processes run: welkom work')
    .action(async (options: { webOnly?: boolean }) =>
      (await import('./commands/serve-command.ts')).serveCommand({ work: !options.webOnly }),
    );
  welkom
    .command('work')
    .description('do the work behind the pages only: send mails, run imports')
    .action(async () => (await import('./commands/serve-command.ts')).workCommand());
  welkom
    .command('migrate')
    .description('bring the database to this version')
    .action(async () => (await import('./commands/database-commands.ts')).migrateCommand());
  welkom
    .command('backup <folder>')
    .description('copy database, key and files into a new folder, while everything runs')
    .action(async (folder: string) => (await import('./commands/database-commands.ts')).backupCommand(folder));
  welkom
    .command('database-url')
    .description('print the address of the database, for psql and pg_dump')
    .action(async () => (await import('./commands/database-commands.ts')).databaseUrlCommand());
  welkom
    .command('doctor')
    .description('check configuration, database and mail server; say what is wrong and what to do')
    .action(async () => {
      process.exitCode = await (await import('./doctor/doctor.ts')).doctor(process.env);
    });
  welkom
    .command('openapi')
    .description('print the description of the API (OpenAPI 3.1, JSON)')
    .action(async () => (await import('./commands/openapi-command.ts')).openapiCommand());
  welkom
    .command('setup-link')
    .description('print a fresh one-time address for the first run, while there is no owner yet')
    .action(async () => (await import('./commands/people-commands.ts')).setupLinkCommand());

  const language = () => new Option('--language <code>', 'en, nl or de').choices(['en', 'nl', 'de']);
  welkom
    .command('tenant')
    .description('environments')
    .command('create <name>')
    .description('make an environment')
    .addOption(language().default('en'))
    .option('--host <name...>', 'host names it answers on')
    .action(async (name: string, options) => (await import('./commands/people-commands.ts')).tenantCreateCommand(name, options));
  addUserCommands(welkom);
  addAuditCommands(welkom);
  welkom
    .command('owner')
    .description('owners')
    .command('reset <email>')
    .description('print a one-time link with which this owner sets a new password; somebody else becomes an owner')
    .option('--environment <name>', 'in which environment, when there are several')
    .action(async (email: string, options) => (await import('./commands/people-commands.ts')).ownerResetCommand(email, options));
  return welkom;
}

/** Runs one command. What the operator can mend is said in a sentence; anything else is a fault of ours and shows its origin. */
export async function runCommandLine(args: string[]): Promise<void> {
  // `welkom openapi | head` closes our output early: that is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  try {
    await program().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof ConfigProblems) for (const problem of error.problems) bad(problem);
    else if (error instanceof CannotStart || isForOperators(error)) bad((error as Error).message);
    else if (fileFault(error)) bad(fileFault(error) as string);
    else bad(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  }
}

/** A file that cannot be read or written is the operator's to mend. */
function fileFault(error: unknown): string | null {
  const { code, path } = error as NodeJS.ErrnoException;
  if (path === undefined) return null;
  if (code === 'EACCES' || code === 'EPERM')
    return `${path} belongs to somebody else: start Welkom as the user who started it before.`;
  if (code === 'EROFS') return `${path} cannot be written: it lies on a file system for reading only.`;
  return code === 'ENOSPC' ? `${path} cannot be written: the disk is full.` : null;
}

const isForOperators = (error: unknown): boolean =>
  error instanceof Error && ['MigrationProblem', 'AppError'].includes(error.name);

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await runCommandLine(process.argv.slice(2));
