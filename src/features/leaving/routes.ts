import { leaving } from '../../contract/leaving.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Belongings } from '../../platform/belongings.ts';
import { implement } from '../../platform/http/serve-api.ts';
import { erasePerson } from './erase-person.ts';
import { everythingAbout } from './everything-about.ts';

export function leavingRoutes(belongings: readonly Belongings[]) {
  return implement(leaving, {
    about: async (scope, { params }) => {
      const all = await everythingAbout(scope, belongings, params.id as UserId);
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="person-${params.id}.json"`,
      };
      return new Response(JSON.stringify(all, null, 2), { headers });
    },
    erase: async (scope, { params, body }) => {
      await erasePerson(scope, belongings, { id: params.id as UserId, name: body.name });
      return {};
    },
  });
}
