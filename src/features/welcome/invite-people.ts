import type { ActivationId, MailId, TemplateId, UserId, WaveId } from '../../kernel/ids.ts';
import { isLocale, type Locale } from '../../kernel/locale.ts';
import type { Scope } from '../../platform/scope.ts';
import { markPrepared, prepareActivations } from '../activation/index.ts';
import { type NewMail, post } from '../mail/index.ts';
import type { Recipient } from '../users/index.ts';
import { currentTemplates } from './templates.ts';

export interface Invitation {
  expiresAt: Date;
  notBefore?: Date | null;
  lane: 0 | 1 | 2;
  batchId?: WaveId;
  dedupeKey?: (userId: UserId) => string;
}

export interface Invited {
  userId: UserId;
  mailId: MailId | null;
  expiresAt: Date;
}

/**
 * A link and a mail for each of these people, in the caller's transaction. They must be locked and eligible. Whoever turns
 * out to be active or deactivated after all is not in the answer.
 */
export async function invitePeople(scope: Scope, people: readonly Recipient[], invitation: Invitation): Promise<Invited[]> {
  const links = await prepareActivations(
    scope,
    people.map((person) => person.id),
    { expiresAt: invitation.expiresAt, notBefore: invitation.notBefore ?? null, marked: false },
  );
  const templates = await currentTemplates(scope);
  const byId = new Map(people.map((person) => [person.id, person]));
  const mails = links.flatMap(({ activationId, userId, expiresAt }): { mail: NewMail; userId: UserId; expiresAt: Date }[] => {
    const person = byId.get(userId);
    return person?.email == null
      ? []
      : [{ userId, expiresAt, mail: mailTo(scope, person, person.email, activationId, templates, invitation) }];
  });
  const ids = await post(
    scope,
    mails.map(({ mail }) => mail),
  );
  // One write a person: a wave of a million writes each of them once.
  await markPrepared(scope, links, new Set(mails.filter((_, at) => ids[at] !== null).map(({ userId }) => userId)));
  return mails.map(({ userId, expiresAt }, at) => ({ userId, expiresAt, mailId: ids[at] ?? null }));
}

function mailTo(
  scope: Scope,
  person: Recipient,
  address: string,
  activation: ActivationId,
  templates: ReadonlyMap<Locale, TemplateId>,
  invitation: Invitation,
): NewMail {
  const locale = isLocale(person.locale) ? person.locale : scope.tenant.locale;
  return {
    kind: 'welcome',
    to: { address, name: person.name },
    userId: person.id,
    locale,
    lane: invitation.lane,
    content: { activation, template: templates.get(locale) ?? null },
    ...(invitation.batchId === undefined ? {} : { batchId: invitation.batchId }),
    ...(invitation.dedupeKey === undefined ? {} : { dedupeKey: invitation.dedupeKey(person.id) }),
  };
}
