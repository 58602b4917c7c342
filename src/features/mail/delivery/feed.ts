import type { MailId, TenantId } from '../../../kernel/ids.ts';
import { type App, inTenant, type Scope } from '../../../platform/scope.ts';
import type { Composed, MailKinds, PostedMail } from '../mail-definition.ts';
import { takeBackMails } from '../mail-store.ts';
import type { Ready } from './channel.ts';
import { type ClaimWish, claimBatch, claimSingle, type Held, loadMails, openBatches, writeTurn } from './dispatch-store.ts';
import { DELIVERY } from './ledger.ts';

export type FeedKind = 'interactive' | 'bulk';

/** Claims mails: interactive ones by themselves; else reminders, bulk, and a fair share of every open batch. */
export async function claimSome(app: App, which: FeedKind, wish: ClaimWish): Promise<Held[]> {
  return await app.db.acrossTenants(async (tx) => {
    if (which === 'interactive') return await claimSingle(tx, [0], wish);
    const held = await claimSingle(tx, [1, 2], wish);
    const batches = await openBatches(tx, 50);
    for (const [at, batch] of batches.entries()) {
      const left = wish.limit - held.length;
      if (left <= 0) break;
      held.push(...(await claimBatch(tx, batch, { ...wish, limit: Math.max(1, Math.ceil(left / (batches.length - at))) })));
    }
    return held;
  });
}

/** Writes claimed mails of one tenant. Kept ones (no server, or a sealed environment) end here; those not wanted any more are taken back. */
export async function writeMails(app: App, kinds: MailKinds, tenantId: TenantId, held: readonly Held[]): Promise<Ready[]> {
  return await inTenant(app, { tenantId, actor: DELIVERY }, async (scope) => {
    if (app.mailer === null || scope.tenant.sealedAt !== null) {
      await keep(app, scope, held);
      return [];
    }
    const mails = new Map(
      (
        await loadMails(
          scope.tx,
          tenantId,
          held.map((one) => one.mailId),
        )
      ).map((mail) => [mail.id, mail]),
    );
    const composed = await compose(app, kinds, scope, [...mails.values()], false);
    const ready: Ready[] = [];
    for (const one of held) {
      const mail = mails.get(one.mailId);
      const written = composed.get(one.mailId);
      if (mail !== undefined && written !== undefined && 'letter' in written) ready.push({ held: one, mail, composed: written });
    }
    const reasons = new Map<string, MailId[]>();
    for (const [id, written] of composed)
      if ('notWanted' in written) reasons.set(written.notWanted, [...(reasons.get(written.notWanted) ?? []), id]);
    for (const [reason, mailIds] of reasons) await takeBackMails(scope.tx, tenantId, { mailIds }, reason, scope.now);
    return ready;
  });
}

/** Every mail gets an answer: written, or why not. */
export async function compose(
  app: App,
  kinds: MailKinds,
  scope: Scope,
  mails: readonly PostedMail[],
  looking: boolean,
): Promise<Map<MailId, Composed>> {
  const all = new Map<MailId, Composed>();
  for (const kind of new Set(mails.map((mail) => mail.kind))) {
    const definition = kinds.get(kind);
    const ours = mails.filter((mail) => mail.kind === kind);
    const written = definition === undefined ? new Map<MailId, Composed>() : await definition.compose(app, scope, ours, looking);
    for (const mail of ours) all.set(mail.id, written.get(mail.id) ?? { notWanted: 'unknownKind' });
  }
  return all;
}

async function keep(app: App, { tx, tenant }: Scope, held: readonly Held[]): Promise<void> {
  const started = await writeTurn(tx, tenant.id, { starts: held }, app.clock.shift);
  const nothing = { waitMs: null, meaning: null, code: null, enhanced: null, words: null, server: null };
  const kept = held
    .filter((one) => started.has(one.mailId))
    .map(({ mailId, fence }) => ({ mailId, fence, state: 'kept' as const, ...nothing }));
  if (kept.length > 0) await writeTurn(tx, tenant.id, { ended: kept }, app.clock.shift);
}
