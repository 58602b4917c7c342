import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { View } from '../../../contract/views.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { toast, undoToast } from '../../ui/toasts.tsx';
import { contentOf, type UsersSearch } from './users-search.ts';

/** What is done to a view at once, without a question. */
export function useViewActs() {
  const t = useTranslations('views');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const fresh = () => client.invalidateQueries({ queryKey: ['views'] });
  const attempt = async (work: () => Promise<unknown>, done: () => void): Promise<void> => {
    try {
      await work();
      done();
    } catch (error) {
      toast(say(error), 'red');
    }
    await fresh();
  };
  return {
    /** Puts what is shown now into the view. */
    keep: (view: View, search: UsersSearch) =>
      attempt(
        () => api.views.change({ params: { id: view.id }, body: { version: view.version, content: contentOf(search) } }),
        () => toast(t('kept', { name: view.name })),
      ),
    /** Removes it; the own one can be put back. */
    remove: (view: View) =>
      attempt(
        () => api.views.remove({ params: { id: view.id } }),
        () => {
          const { id, name, shared, content } = view;
          const putBack = () =>
            void attempt(
              () => api.views.create({ body: { id, name, shared, content } }),
              () => undefined,
            );
          if (view.mine) undoToast(t('removed', { name }), putBack);
          else toast(t('removed', { name }));
        },
      ),
  };
}
