import { PageFrame } from '../../ui/page-frame.tsx';

export function ProfilePage() {
  return <PageFrame title="ProfilePage">…</PageFrame>;
}
