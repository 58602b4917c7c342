import { PageFrame } from '../../ui/page-frame.tsx';

export function HomePage() {
  return <PageFrame title="HomePage">…</PageFrame>;
}
