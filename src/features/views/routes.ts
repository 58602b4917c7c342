import { views } from '../../contract/views.ts';
import type { ViewId } from '../../kernel/ids.ts';
import { implement } from '../../platform/http/serve-api.ts';
import { changeView, createView, removeView, showViews } from './saved-views.ts';

export const viewRoutes = implement(views, {
  list: async (scope) => ({ views: await showViews(scope) }),
  create: (scope, { body }) => createView(scope, { ...body, id: body.id as ViewId }),
  change: (scope, { params, body }) => changeView(scope, params.id as ViewId, body),
  remove: async (scope, { params }) => {
    await removeView(scope, params.id as ViewId);
    return {};
  },
});
