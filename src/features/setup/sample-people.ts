import { foldText } from '../../kernel/fold-text.ts';
import type { TenantId, UserId } from '../../kernel/ids.ts';
import { type App, inTenant, type Scope } from '../../platform/scope.ts';
import { prepareActivations } from '../activation/index.ts';
import {
  createUser,
  deactivateUsers,
  findUser,
  holdWelcome,
  markActivated,
  markMailQueued,
  markSeen,
  markVisited,
  recordMailEnds,
} from '../users/index.ts';
import { sendOneWelcome } from '../welcome/index.ts';
import { setupActor } from './first-run.ts';
import { DEPARTMENTS, SAMPLE_PEOPLE, type SamplePerson } from './sample-names.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The same scope, some time ago: the use cases write what they would have written then. */
const ago = (scope: Scope, milliseconds: number): Scope => ({ ...scope, now: new Date(scope.now.getTime() - milliseconds) });

/**
 * About sixty invented people at every station of the way in, made by the same use cases as real ones. Their addresses lie
 * under `.example`, which no mail server takes.
 */
export async function addSamplePeople(app: App, tenantId: TenantId): Promise<void> {
  await inTenant(app, { tenantId, actor: setupActor }, async (scope) => {
    for (const [index, person] of SAMPLE_PEOPLE.entries()) await addOne(app, scope, person, index);
  });
}

async function addOne(app: App, scope: Scope, person: SamplePerson, index: number): Promise<void> {
  const made = person.state === 'expired' ? 24 * DAY : 12 * DAY + (index % 5) * HOUR;
  const email = addressOf(person);
  const startDate =
    person.state === 'later' ? new Date(scope.now.getTime() + (9 + (index % 12)) * DAY).toISOString().slice(0, 10) : null;
  const id = await createUser(ago(scope, made), {
    firstName: person.firstName,
    namePrefix: person.namePrefix,
    lastName: person.lastName,
    email: person.state === 'noAddress' ? null : email,
    userName: person.state === 'noAddress' ? email.split('@')[0]! : null,
    externalId: String(10_400 + index * 7),
    department: DEPARTMENTS[scope.tenant.locale][person.department] ?? null,
    role: index === 8 ? 'admin' : index === 32 ? 'user_manager' : 'member',
    startDate,
    source: 'sample',
  });
  if (startDate) await holdWelcome(ago(scope, made), id, startDate);
  if (['later', 'notInvited', 'noAddress'].includes(person.state)) return;
  // These get a real mail now: the built-in mailbox has something to open, with links that work.
  if (person.state === 'accepted') return void (await sendOneWelcome(app, scope, { userId: id, key: id }));
  await walkIn(scope, id, person, index, email);
}

async function walkIn(scope: Scope, id: UserId, { state }: SamplePerson, index: number, address: string): Promise<void> {
  const sent = ago(scope, state === 'expired' ? 20 * DAY : 8 * DAY + (index % 7) * HOUR);
  await prepareActivations(sent, [id], { expiresAt: new Date(sent.now.getTime() + scope.tenant.linkDays * DAY) });
  await markMailQueued(sent, [id]);
  const bounced = state === 'bounced';
  const words = bounced
    ? '550 5.1.1 <recipient>: User unknown in virtual mailbox table'
    : `250 2.0.0 Ok: queued as 4F${(index * 7919).toString(16).toUpperCase()}`;
  const at = new Date(sent.now.getTime() + 4000 + index * 90);
  await recordMailEnds(sent, [
    { userId: id, outcome: bounced ? 'refused' : 'accepted', at, words, address, addressIsDead: bounced },
  ]);
  if (bounced || state === 'expired') return;
  const visited = ago(scope, 7 * DAY - (index % 6) * 9 * HOUR);
  await markVisited(visited, id);
  if (state === 'visited') return;
  await markActivated({ ...visited, now: new Date(visited.now.getTime() + 90_000 + index * 1000) }, id);
  if (state === 'gone') {
    const row = await findUser(scope.tx, id);
    if (row) await deactivateUsers(ago(scope, 2 * DAY), [row], null);
    return;
  }
  await markSeen(scope, [{ id, at: ago(scope, (index % 9) * 7 * HOUR + 600_000).now }]);
}

const addressOf = ({ firstName, namePrefix, lastName }: SamplePerson): string =>
  `${[firstName, namePrefix, lastName]
    .filter(Boolean)
    .map((part) => foldText(part!).replace(/[^a-z]+/g, ''))
    .join('.')}@sample.example`;
