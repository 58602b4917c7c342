import { z } from 'zod';
import { newId, type UserId } from '../../kernel/ids.ts';
import { addressOf, counterNetwork } from '../../platform/http/client-address.ts';
import { defineJob } from '../../platform/jobs.ts';
import { type App, inTenant, type Scope, systemActor } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { takeFrom } from '../sessions/index.ts';
import { findLogin, findUser, loginName, type UserRecord } from '../users/index.ts';
import { findHold } from './activation-store.ts';
import { postRenewal, postReset } from './link-mails.ts';
import { helpFor } from './link-state.ts';
import { provenLink, type ShownLink } from './look-at-link.ts';
import { prepareActivations, prepareReset } from './prepare-links.ts';

const HOUR = 3600;
const PER_NETWORK = { seconds: HOUR, most: 60 };
const PER_PERSON_HOUR = { seconds: HOUR, most: 3 };
const PER_PERSON_DAY = { seconds: 24 * HOUR, most: 10 };
const DAY = 86_400_000;

/**
 * *Forgot password?*: the same answer and the same work here for everybody; whether anything is mailed is decided by a job.
 * Over the limits it is silently nothing.
 */
export async function askForHelp(scope: Scope, identifier: string, request: Request): Promise<void> {
  await askFor(scope, await findLogin(scope.tx, loginName(identifier)), request);
}

/** *Send me a new link*: the same, for the person of a link whose secret was shown. */
export async function askForNewLink(app: App, scope: Scope, shown: ShownLink, request: Request): Promise<void> {
  const link = await provenLink(app, scope, shown);
  await askFor(scope, link?.userId ?? null, request);
}

async function askFor(scope: Scope, userId: UserId | null, request: Request): Promise<void> {
  const network = `help:network:${counterNetwork(addressOf(request))}`;
  if (!(await takeFrom(scope.tx, scope.tenant.id, network, PER_NETWORK, scope.now))) return;
  await scope.enqueue(helpJob, { userId, request: newId() });
}

/** What goes out is decided here, behind the answer, so that its time tells nothing. */
export const helpJob = defineJob(
  'activation.help',
  z.object({ userId: z.uuid().nullable(), request: z.uuid() }),
  async (app, payload, { tenantId }) => {
    const { userId } = payload;
    if (userId === null) return;
    await inTenant(app, { tenantId, actor: systemActor('help') }, async (scope) => {
      const person = await findUser(scope.tx, userId as UserId);
      if (person) await help(scope, person, payload.request);
    });
  },
);

/** A reset for the active, a new activation mail for the invited, nothing for anybody else; to the stored address only. */
async function help(scope: Scope, person: UserRecord, request: string): Promise<void> {
  const { tx, tenant, now } = scope;
  const userId = person.id as UserId;
  const heldUntil = await findHold(tx, tenant.id, userId);
  const kind = helpFor(
    {
      hasAddress: person.email !== null,
      activatedAt: person.activated_at,
      deactivatedAt: person.deactivated_at,
      invitedAt: person.invited_at,
      heldUntil,
    },
    now,
  );
  if (kind === 'nothing') return;
  // The job twice is one mail: a second link would make the first one's worthless.
  if (!(await takeFrom(tx, tenant.id, `help:request:${request}`, { seconds: 2 * 24 * HOUR, most: 1 }, now))) return;
  if (!(await takeFrom(tx, tenant.id, `help:hour:${userId}`, PER_PERSON_HOUR, now))) return;
  if (!(await takeFrom(tx, tenant.id, `help:day:${userId}`, PER_PERSON_DAY, now))) return;
  if (kind === 'reset') {
    const reset = await prepareReset(scope, userId);
    if (reset) await postReset(scope, person, reset, request);
    return;
  }
  const [link] = await prepareActivations(scope, [userId], { expiresAt: new Date(now.getTime() + tenant.linkDays * DAY) });
  if (!link) return;
  await postRenewal(scope, person, link, request);
  await record(scope, 'user.linkRenewed', { target: { kind: 'user', id: userId, name: person.display_name } });
}
