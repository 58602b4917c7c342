import { arrivals } from '../../contract/arrivals.ts';
import type { UserId } from '../../kernel/ids.ts';
import { implement } from '../../platform/http/serve-api.ts';
import type { App } from '../../platform/scope.ts';
import { showUser } from '../users/index.ts';
import { createArrival } from './create-arrival.ts';
import { lookAtAddress } from './look-at-address.ts';
import { planWelcome } from './plan-welcome.ts';

export function arrivalRoutes(app: App) {
  return implement(arrivals, {
    create: async (scope, { body }) => {
      const { id, welcome } = await createArrival(app, scope, body);
      return { user: await showUser(scope, id), welcome };
    },
    plan: async (scope, { params, body }) => {
      await planWelcome(scope, params.id as UserId, body.day);
      return {};
    },
    look: (scope, { body }) => lookAtAddress(scope, body.email),
  });
}
