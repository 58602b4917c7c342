import { parseEmailAddress } from '../../kernel/email-address.ts';
import { allow, type Scope } from '../../platform/scope.ts';
import { isWithinReach, whoHas } from '../users/index.ts';

/** What a form says while an address is typed. Nothing is kept. */
export async function lookAtAddress(scope: Scope, email: string) {
  allow(scope, 'users.create');
  const parsed = parseEmailAddress(email);
  const taken = parsed.ok ? await whoHas(scope, { emailKey: parsed.key }) : undefined;
  const known = taken && (await isWithinReach(scope, taken));
  return {
    problem: parsed.ok ? null : parsed.problem,
    taken: taken ? (known ? { id: taken.id, name: taken.display_name } : { id: null, name: null }) : null,
    // While the whitelist is empty only people invited from a group or released into a project are external.
    kind: 'internal' as const,
    because: 'whitelistEmpty' as const,
  };
}
