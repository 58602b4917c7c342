import type { PersonalPart } from '../../platform/personal-part.ts';
import { eventsAbout } from './audit-store.ts';

const MOST = 5000;

/** What a person did, and what was done to them; the newest first. */
export const eventsPart: PersonalPart = {
  name: 'events',
  of: async (scope, userId) =>
    (await eventsAbout(scope.tx, scope.tenant.id, userId, MOST)).map((row) => ({
      at: row.at,
      event: row.event,
      by: row.actor_id === userId ? 'me' : row.actor_name,
      origin: row.actor_id === userId ? row.origin : null,
      target: row.target_name,
      detail: row.detail,
    })),
};
