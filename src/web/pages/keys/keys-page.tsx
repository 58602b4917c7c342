import { PageFrame } from '../../ui/page-frame.tsx';

export function KeysPage() {
  return <PageFrame title="KeysPage">…</PageFrame>;
}
