import { type Command, Option } from 'commander';
import { ROLES } from '../contract/permissions.ts';
import { ACTS_ON_MANY } from './commands/acts-on-many.ts';
import type { Answer, CommonOptions, Here } from './commands/answer.ts';

/** Runs a command's work, which is loaded only then, and prints what it answers. */
async function run(options: CommonOptions, work: (here: Here) => Promise<Answer>): Promise<void> {
  await (await import('./commands/answer.ts')).answer(options, work);
}
const looking = () => import('./commands/look-at-users.ts');
const logging = () => import('./commands/look-at-log.ts');
const waysIn = () => import('./commands/ways-in.ts');
const acting = () => import('./commands/act-on-users.ts');

const WHO = 'e-mail address, user name, staff number or id';

/** `welkom user …`: what the pages do with people, through the same doors, recorded as done from the command line. */
export function addUserCommands(welkom: Command): void {
  const user = welkom.command('user').description('users');
  const command = (name: string, description: string) =>
    user
      .command(name)
      .description(description)
      .option('--environment <name>', 'in which environment, when there are several')
      .option('--json', 'answer in JSON');
  const onWho = (name: string, description: string) => command(`${name} <who>`, `${description} (<who>: ${WHO})`);

  /** As the overview is narrowed. */
  const narrowed = (of: Command) =>
    of
      .option('--status <status,…>', 'not_invited, invited, expired, bounced, active or deactivated')
      .option('--role <role,…>', ROLES.join(', '))
      .option('--kind <kind>', 'internal or external')
      .option('--department <name>', 'of one department')
      .option('--group <name...>', 'members of any of these groups')
      .option('--language <code,…>', 'en, nl or de')
      .option('--source <source>', 'form, import, sample or setup')
      .option('--start-from <day>', 'whose first day is this one or later')
      .option('--start-until <day>', 'whose first day is this one or earlier')
      .option('--blocked', 'blocked users too');
  narrowed(command('list [search]', 'people by name; [search] is the beginning of any part of a name, address or number'))
    .option('--output <file>', 'all of them, into this new file: .csv or .xlsx')
    .option('--limit <number>', 'at most so many', '50')
    .action(async (search: string | undefined, { environment, json, ...options }) =>
      run({ environment, json }, async (here) => (await looking()).listPeople(here, search, options)),
    );
  narrowed(command('act <act> [search]', `one of these to everybody who matches: ${ACTS_ON_MANY.join(', ')}`))
    .option('--all', 'everybody, where nothing narrows it')
    .option('--dry-run', 'only say whom it reaches, and whom not and why')
    .option('--yes', 'without asking')
    .option('--id <id>', 'an id of your own choice: the same id is never done twice, and goes on where it was')
    .option('--reason <text>', 'deactivate: for those who look at these accounts later')
    .option('--new-role <role>', `role: ${ROLES.join(', ')}`)
    .option('--within <group...>', 'role: the groups that a user_manager looks after')
    .option('--into <group>', 'add-to-group: which one')
    .option('--out-of <group>', 'take-out-of-group: which one')
    .action(async (act: string, search: string | undefined, { environment, json, ...options }) =>
      run({ environment, json }, async (here) =>
        (await import('./commands/act-on-many.ts')).actOnMany(here, act, search, options),
      ),
    );
  onWho('show', 'one user, whole').action(async (who: string, options) =>
    run(options, async (here) => (await looking()).showPerson(here, who)),
  );
  command('create <email>', 'add a user, and welcome them unless told otherwise')
    .option('--first-name <name>', 'first name', '')
    .option('--last-name <name>', 'last name', '')
    .option('--role <role>', ROLES.join(', '), 'member')
    .option('--group <name...>', 'groups they are in at once')
    .addOption(new Option('--language <code>', 'en, nl or de').choices(['en', 'nl', 'de']))
    .option('--silent', 'without a welcome mail')
    .option('--on <day>', 'the welcome mail goes out on the morning of this day (2026-03-02)')
    .action(async (email: string, options) =>
      run(options, async (here) => (await import('./commands/bring-in-person.ts')).bringInPerson(here, email, options)),
    );
  onWho('change', 'change a user; "" empties a field')
    .option('--first-name <text>')
    .option('--name-prefix <text>')
    .option('--last-name <text>')
    .option('--email <address>')
    .option('--user-name <text>')
    .option('--external-id <number>', 'the staff number')
    .option('--department <text>')
    .option('--job-title <text>')
    .option('--phone <text>')
    .option('--location <text>')
    .option('--start-date <day>', 'first day')
    .option('--end-date <day>', 'last day')
    .addOption(new Option('--locale <code>', 'language').choices(['en', 'nl', 'de']))
    .action(async (who: string, { environment, json, ...change }) =>
      run({ environment, json }, async (here) => (await acting()).changePerson(here, who, change)),
    );
  onWho('deactivate', 'out at once, everywhere; what was written stays')
    .option('--reason <text>', 'for those who look at this account later')
    .option('--hand-over-to <who>', 'who becomes admin of groups that would have none')
    .option('--on <day>', 'at the end of this day instead of now')
    .action(async (who: string, options) => run(options, async (here) => (await acting()).deactivatePerson(here, who, options)));
  const single = (name: string, description: string, what: 'restore' | 'logOut' | 'resetPassword') =>
    onWho(name, description).action(async (who: string, options) =>
      run(options, async (here) => (await acting()).doToPerson(here, who, what)),
    );
  single('restore', 'bring a deactivated user back', 'restore');
  single('log-out', 'log a user out from all devices', 'logOut');
  single('reset-password', 'mail a link to set a new password', 'resetPassword');
  onWho('welcome', 'send the welcome mail, now or later')
    .option('--on <day>', 'on the morning of this day')
    .option('--not-yet', 'not before somebody sends it')
    .action(async (who: string, options) => run(options, async (here) => (await acting()).welcomePerson(here, who, options)));
  command('role <who> <role>', `give a user another role: ${ROLES.join(', ')}`)
    .option('--within <group...>', 'the groups that a user_manager looks after; without it everybody')
    .action(async (who: string, role: string, options) =>
      run(options, async (here) => (await acting()).giveRole(here, who, role, options)),
    );
  command('group <who> <group>', 'put a user in a group')
    .option('--remove', 'take out instead')
    .action(async (who: string, group: string, options) =>
      run(options, async (here) => (await acting()).putInGroup(here, who, group, options)),
    );
  onWho('history', 'what was done to a user, by whom and when, newest first')
    .option('--limit <number>', 'at most so many', '50')
    .action(async (who: string, options) => run(options, async (here) => (await logging()).historyOf(here, who, options)));
  onWho('devices', 'where a user is logged in')
    .option('--end <id>', 'log out on this device')
    .action(async (who: string, options) => run(options, async (here) => (await waysIn()).devicesOf(here, who, options)));
  onWho('remove-proofs', 'for a lost phone: two-step login and passkeys go, the password stays').action(
    async (who: string, options) => run(options, async (here) => (await waysIn()).removeProofs(here, who)),
  );
  onWho('export', 'everything about one user, as JSON')
    .option('--output <file>', 'into this file instead of printing it')
    .action(async (who: string, options) => run(options, async (here) => (await looking()).exportPerson(here, who, options)));
  onWho('erase', 'erase the personal data of a deactivated user for ever')
    .requiredOption('--name <name>', 'the whole name of that user, to be sure')
    .action(async (who: string, options) => run(options, async (here) => (await acting()).erasePersonCalled(here, who, options)));
}

/** `welkom audit …`: the log, as the page shows it, and whether it is whole. */
export function addAuditCommands(welkom: Command): void {
  const audit = welkom.command('audit').description('the audit log');
  const command = (name: string, description: string, options = {}) =>
    audit
      .command(name, options)
      .description(description)
      .option('--environment <name>', 'in which environment, when there are several')
      .option('--json', 'answer in JSON');
  command('verify', 'prove that nothing in it was changed, removed or cut off; ends with 1 where it was').action(
    async (options) => run(options, async (here) => (await logging()).verifyLog(here)),
  );
  command('list', 'who did what to whom, newest first; also without the word list', { isDefault: true })
    .option('--event <event>', 'of one kind, such as user.changed')
    .option('--by <who>', `done by (${WHO})`)
    .option('--about <who>', 'done to')
    .option('--from <day>', 'from this day on')
    .option('--until <day>', 'before this day')
    .option('--limit <number>', 'at most so many', '50')
    .option('--output <file>', 'all of it, into this new file: .csv or .xlsx')
    .action(async (options) => run(options, async (here) => (await logging()).lookAtLog(here, options)));
}
