import { listTenantIds } from '../../features/tenants/index.ts';
import { oneAtATime } from '../../platform/db/one-at-a-time.ts';
import type { App } from '../../platform/scope.ts';
import { LINE_TIMES, LineError, makeMailer } from '../../platform/smtp/index.ts';
import { setUp } from '../first-run.ts';
import { identify } from '../identify.ts';
import { endWith, untilAsked } from '../process-life.ts';
import { leaveRunNote, runningAddress } from '../run-note.ts';
import { startServing } from '../serve.ts';
import { bold, good, notice, say } from '../voice.ts';
import { startWork } from '../work.ts';
import { configuration, openApp } from './with-app.ts';

/** Answers requests until it is asked to end. On a data folder where one already runs it says that one's address instead. */
export async function serveCommand({ work }: { work: boolean }): Promise<void> {
  const { config, secrets } = configuration();
  const running = await runningAddress(config.dataDir);
  if (running && config.databaseUrl === null) return good(`Welkom is already running at ${bold(running)}`);

  const asked = untilAsked();
  const { app, sealed, close } = await openApp(config, secrets);
  let ending = false;
  try {
    if (sealed)
      notice('This installation was moved or copied: mails are kept in the mailbox until an owner opens it in Admin, Settings.');
    const firstRun = await oneAtATime(app.db, 'first run', () => setUp(app, secrets));
    const notReady = async () =>
      ending
        ? 'ending'
        : await app.db.ping().then(
            () => null,
            () => 'The database does not answer.',
          );
    const serving = await startServing(app, identify, { notReady });
    const working = work ? await startWork(app) : null;
    const takeNoteAway = await leaveRunNote(config.dataDir, serving.url);
    // Port 0 is a free one, known only now.
    if (!config.publicUrlIsSet) app.config.publicUrl = serving.url;
    good(`Welkom is running at ${bold(app.config.publicUrl)}`);
    if (firstRun) say(`  Make your environment at ${bold(firstRun(app.config.publicUrl))}`);
    void tellAboutMail(app);

    await asked;
    ending = true;
    say('\nEnding …');
    await endWith([takeNoteAway, serving.stop, ...(working ? [working.stop] : []), close, async () => good('Ended.')]);
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/** Does the work behind the pages until it is asked to end. */
export async function workCommand(): Promise<void> {
  const { config, secrets } = configuration();
  const asked = untilAsked();
  const { app, close } = await openApp(config, secrets);
  try {
    const working = await startWork(app);
    const environments = (await app.db.acrossTenants(listTenantIds)).length;
    good(`Working for ${environments} ${environments === 1 ? 'environment' : 'environments'}.`);
    await asked;
    say('\nEnding …');
    await endWith([working.stop, close, async () => good('Ended.')]);
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/** A mail server that does not answer stops nothing: mails wait for it. But the operator should hear of it at once. */
async function tellAboutMail(app: App): Promise<void> {
  const mailer = makeMailer(app.config, { ...LINE_TIMES, open: 15_000 });
  if (!mailer) return;
  try {
    (await mailer.openLine()).close();
  } catch (error) {
    const words =
      error instanceof LineError && error.problem === 'auth'
        ? `refuses our login (${error.message})`
        : `cannot be used (${String((error as Error).message)})`;
    notice(`The mail server ${mailer.server} ${words}: mails wait until it can. npm run welkom -- doctor says more.`);
  }
}
