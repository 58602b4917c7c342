import { PageFrame } from '../../ui/page-frame.tsx';

export function UsersPage() {
  return <PageFrame title="UsersPage">…</PageFrame>;
}
