import { arrivals } from '../../contract/arrivals.ts';
import { implement } from '../../platform/http/serve-api.ts';
import type { App } from '../../platform/scope.ts';
import { showUser } from '../users/index.ts';
import { createArrival } from './create-arrival.ts';
import { lookAtAddress } from './look-at-address.ts';

export function arrivalRoutes(app: App) {
  return implement(arrivals, {
    create: async (scope, { body }) => {
      const { id, welcome } = await createArrival(app, scope, body);
      return { user: await showUser(scope, id), welcome };
    },
    look: (scope, { body }) => lookAtAddress(scope, body.email),
  });
}
