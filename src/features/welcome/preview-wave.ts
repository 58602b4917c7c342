import type { Audience, WavePreview, WelcomeReason } from '../../contract/welcome.ts';
import { WELCOME_REASONS } from '../../contract/welcome.ts';
import type { UserId } from '../../kernel/ids.ts';
import { type App, allow, type Scope } from '../../platform/scope.ts';
import { anyGroup } from '../groups/index.ts';
import { tallyUsers, usersByRule } from '../users/index.ts';
import { whichUsers, wishOf } from './audience.ts';
import { welcomeReasonSql } from './welcome-reason-sql.ts';

export interface WaveCount {
  asked: number;
  queued: number;
  again: number;
  skipped: { reason: WelcomeReason; count: number }[];
}

/** How many of an audience would get the mail, and how many not, by reason; always: asked = queued + skipped. */
export async function countAudience(scope: Scope, audience: Audience, onlyNew: boolean): Promise<WaveCount> {
  const rows = await tallyUsers(scope, whichUsers(audience), welcomeReasonSql(wishOf(scope, audience, onlyNew)));
  const count = (value: string | null) => rows.find((row) => row.value === value)?.people ?? 0;
  const skipped = WELCOME_REASONS.map((reason) => ({ reason, count: count(reason) })).filter((one) => one.count > 0);
  const again = count('again');
  return { asked: rows.reduce((sum, row) => sum + row.people, 0), queued: count(null) + again, again, skipped };
}

/** What *Send Welcome Email* would do. Changes nothing. */
export async function previewWave(app: App, scope: Scope, input: { audience: Audience; onlyNew: boolean }): Promise<WavePreview> {
  allow(scope, 'welcome.send');
  return {
    ...(await countAudience(scope, input.audience, input.onlyNew)),
    linkDays: scope.tenant.linkDays,
    kept: app.mailer === null || scope.tenant.sealedAt !== null,
    hasContent: await anyGroup(scope.tx),
  };
}

const PAGE = 50;

/** The people who would get none for one reason. */
export async function previewSkipped(
  scope: Scope,
  input: { audience: Audience; onlyNew: boolean; reason: WelcomeReason; after?: string | undefined },
) {
  allow(scope, 'welcome.send');
  allow(scope, 'users.read');
  const rule = welcomeReasonSql(wishOf(scope, input.audience, input.onlyNew));
  const rows = await usersByRule(
    scope,
    whichUsers(input.audience),
    rule,
    input.reason,
    (input.after ?? null) as UserId | null,
    PAGE + 1,
  );
  const people = rows.slice(0, PAGE).map((row) => ({
    id: row.id,
    name: row.display_name,
    email: row.email,
    reason: input.reason,
    welcomeOn: row.welcome_on,
    endDate: row.end_date,
  }));
  return { people, next: rows.length > PAGE ? (people.at(-1)?.id ?? null) : null };
}
