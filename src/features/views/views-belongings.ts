import type { ViewContent } from '../../contract/views.ts';
import { foldText } from '../../kernel/fold-text.ts';
import { hasAny, mentions, type Traces, withoutWords } from '../../kernel/traces.ts';
import type { Belongings } from '../../platform/belongings.ts';
import type { Scope } from '../../platform/scope.ts';
import { deleteOwnViews, hasViewNamed, updateView, viewsOf, viewsThatMayName } from './views-store.ts';

/** The saved views of a person. Erased, those that others use stay, without a name beside them; and in anybody's views nothing
 * searches for the person any more, or is called after them. */
export const viewBelongings: Belongings = {
  name: 'views',
  about: (scope, userId) => viewsOf(scope.tx, userId),
  async erase(scope, userId, traces) {
    await deleteOwnViews(scope.tx, userId);
    await forgetInViews(scope, traces);
  },
};

/** Everything else of a view stays its owner's: filters, order, columns. */
async function forgetInViews(scope: Scope, traces: Traces): Promise<void> {
  for (const view of await viewsThatMayName(scope.tx, traces)) {
    const { filter, ...rest } = view.content as ViewContent;
    const { q = '', ...others } = filter;
    const searches = mentions(q, traces);
    const named = searches ? [...traces.phrases, ...traces.names] : traces.phrases;
    if (!searches && !hasAny(view.name, named)) continue;
    const name = await freeName(scope, view, withoutWords(view.name, named));
    await updateView(scope.tx, view.id, view.version, {
      name,
      sort_name: foldText(name),
      ...(searches && { content: JSON.stringify({ filter: others, ...rest }) }),
    });
  }
}

/** With a number where the owner has a view of this name already. */
async function freeName(scope: Scope, view: { id: string; owner_id: string }, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name} ${number}`;
    if (!(await hasViewNamed(scope.tx, view.owner_id, foldText(free), view.id))) return free;
  }
}
