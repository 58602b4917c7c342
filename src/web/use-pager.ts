import { useLocation, useNavigate, useRouter } from '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** how many pages of a list we went forward to get here */
    pages?: number;
  }
}

interface Pager {
  onNext: (() => void) | undefined;
  onBack: (() => void) | undefined;
}

/** The next page by the cursor in the address; back is the browser's own way back, or the beginning of the list. */
export function usePager(cursor: string | undefined, next: string | null | undefined): Pager {
  const navigate = useNavigate();
  const router = useRouter();
  const { state } = useLocation();
  const pages = state.pages ?? 0;
  const turn = (to: string | undefined, count: number): void => {
    void navigate({
      to: '.',
      search: (now: Record<string, unknown>) => ({ ...now, cursor: to }),
      state: { pages: count },
    } as never).then(() => window.scrollTo({ top: 0 }));
  };
  return {
    onNext: next ? () => turn(next, pages + 1) : undefined,
    onBack: cursor === undefined ? undefined : () => (pages > 0 ? router.history.back() : turn(undefined, 0)),
  };
}
