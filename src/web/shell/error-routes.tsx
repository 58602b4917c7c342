import { isProblem } from '../api-problem.ts';
import { ErrorPage } from '../ui/error-page.tsx';

/** An address that leads nowhere. */
export function LostPage() {
  return <ErrorPage kind="notFound" />;
}

/** A page that broke while it was shown, or was not allowed. */
export function BrokenPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const kind = isProblem(error, 'forbidden')
    ? 'forbidden'
    : isProblem(error, 'offline')
      ? 'offline'
      : isProblem(error) && error.status === 404
        ? 'notFound'
        : 'broken';
  return (
    <ErrorPage
      inside={document.getElementById('main') !== null}
      kind={kind}
      reference={isProblem(error) ? error.reference : null}
      onRetry={kind === 'forbidden' || kind === 'notFound' ? undefined : reset}
    />
  );
}
