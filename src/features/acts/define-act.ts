import type { z } from 'zod';
import type { Permission } from '../../contract/permissions.ts';
import type { Scope } from '../../platform/scope.ts';
import type { AuditEvent } from '../audit/index.ts';
import { coversUser, type UserRecord } from '../users/index.ts';

/** Why an act does not reach somebody: a key under `acts.skip` of the words. */
export type SkipReason = string;

/**
 * Something that can be done to many people at once. The engine locks them in batches, asks `whyNot` for each, and hands those
 * without a reason to `apply`, in one transaction per batch; running a batch twice must equal running it once.
 */
export interface Act<P extends z.ZodType = z.ZodType> {
  name: string;
  permission: Permission;
  /** What is recorded, on the person, where it was done to one; for many it is `users.acted`. */
  event?: AuditEvent;
  params: P;
  /** Nobody touches somebody stronger; false only for acts that change nothing (an export). */
  sparesStronger?: boolean;
  /** Checks the choice itself once, before anything happens. @throws AppError */
  prepare?: (scope: Scope, params: z.output<P>) => Promise<void>;
  /** What it makes of a person, field by field, with what that was: recorded where it is done to one. */
  changes?: (person: UserRecord, params: z.output<P>, scope: Scope) => Record<string, { before: unknown; after: unknown }>;
  whyNot: (scope: Scope, person: UserRecord, params: z.output<P>) => SkipReason | null;
  /** The same for a batch at once, where the people's own rows do not say it. */
  whyNotThese?: (scope: Scope, people: UserRecord[], params: z.output<P>) => Promise<Map<string, SkipReason>>;
  /** @returns further people it could not reach, with the reason */
  apply: (scope: Scope, people: UserRecord[], params: z.output<P>, actId: string) => Promise<Map<string, SkipReason> | void>;
}

export const defineAct = <P extends z.ZodType>(act: Act<P>): Act<P> => act;

/** Whom of these an act passes over, and why. */
export async function passedOver(
  scope: Scope,
  act: Act,
  people: UserRecord[],
  params: unknown,
): Promise<Map<string, SkipReason>> {
  const passed = new Map<string, SkipReason>();
  for (const person of people) {
    const stronger = act.sparesStronger !== false && !coversUser(scope, person);
    const reason = stronger ? 'stronger' : act.whyNot(scope, person, params);
    if (reason) passed.set(person.id, reason);
  }
  const left = people.filter((person) => !passed.has(person.id));
  for (const [id, reason] of (await act.whyNotThese?.(scope, left, params)) ?? []) passed.set(id, reason);
  return passed;
}
