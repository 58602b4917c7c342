import { PageFrame } from '../../ui/page-frame.tsx';

export function AuditPage() {
  return <PageFrame title="AuditPage">…</PageFrame>;
}
