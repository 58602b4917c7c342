import { acts } from '../../contract/acts.ts';
import { isUuid } from '../../kernel/ids.ts';
import { implement } from '../../platform/http/serve-api.ts';
import { actJob } from './jobs.ts';
import { type Acts, cancelAct, showAct, showSkips, startAct } from './start-act.ts';

export function actRoutes(known: Acts) {
  const job = actJob(() => known);
  return implement(acts, {
    start: async (scope, { body }) => {
      const row = await startAct(scope, known, body);
      if (!row.finished_at) await scope.enqueue(job, { id: row.id }, { key: `act:${row.id}` });
      return showAct(scope, known, row.id);
    },
    show: (scope, { params }) => showAct(scope, known, params.id),
    skips: (scope, { params, query }) =>
      showSkips(scope, known, {
        id: params.id,
        reason: query.reason,
        cursor: query.cursor && isUuid(query.cursor) ? query.cursor : null,
        limit: query.limit,
      }),
    cancel: (scope, { params }) => cancelAct(scope, known, params.id),
  });
}
