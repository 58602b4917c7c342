import { PageFrame } from '../../ui/page-frame.tsx';

export function DevPage() {
  return <PageFrame title="DevPage">…</PageFrame>;
}
