import { useTranslations } from 'use-intl';
import type { ImportDetail } from '../../../contract/imports.ts';
import { Banner } from '../../ui/banner.tsx';

const warnings: ReadonlySet<string> = new Set([
  'damaged',
  'noHeader',
  'noEmailColumn',
  'dateOrder',
  'noNameColumn',
  'secondHeader',
]);

type Loose = (key: string, values?: Record<string, unknown>) => string;

/** What was noticed while looking at the file, most telling first. */
export function Findings({ one }: { one: ImportDetail }) {
  const t = useTranslations('imports.findings') as unknown as Loose;
  const sorted = [...one.findings].sort((a, b) => Number(warnings.has(b.code)) - Number(warnings.has(a.code)));
  return (
    <>
      {sorted.map(({ code, detail }) => (
        <Banner key={code + JSON.stringify(detail ?? {})} tone={warnings.has(code) ? 'amber' : 'plain'}>
          {t(code, detail)}
        </Banner>
      ))}
    </>
  );
}
