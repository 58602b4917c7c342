import { PageFrame } from '../../ui/page-frame.tsx';

export function SettingsPage() {
  return <PageFrame title="SettingsPage">…</PageFrame>;
}
