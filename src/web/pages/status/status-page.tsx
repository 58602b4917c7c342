import { PageFrame } from '../../ui/page-frame.tsx';

export function StatusPage() {
  return <PageFrame title="StatusPage">…</PageFrame>;
}
