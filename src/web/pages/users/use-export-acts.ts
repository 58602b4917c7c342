import { useTranslations } from 'use-intl';
import type { ExportFormat, UserFilterQuery, UserSort } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import type { BulkAct } from '../../ui/bulk-bar.tsx';
import type { Selection } from '../../ui/selection.ts';
import { toast } from '../../ui/toasts.tsx';
import { useLanguage } from '../../words.tsx';
import { exportAddress, exportColumns } from './export-address.ts';

interface Shown {
  filter: UserFilterQuery;
  sort: UserSort | undefined;
  columns: readonly string[];
}

/** Takes the chosen people along as a file: the rows that are ticked, or everybody who fits. */
export function useExportActs(selection: Selection, shown: Shown): BulkAct[] {
  const t = useTranslations('people');
  const { locale } = useLanguage();
  const may = useMay();
  const { say } = useErrorWords();
  const take = async (format: ExportFormat): Promise<void> => {
    if (selection.kind === 'all') return save(exportAddress({ ...shown, format, locale }));
    const body = {
      userIds: [...selection.ids],
      columns: exportColumns(shown.columns),
      sort: shown.sort ?? ('name' as const),
      format,
      headings: locale,
    };
    try {
      const answer = (await api.users.exportChosen({ body })) as Response;
      const address = URL.createObjectURL(await answer.blob());
      save(address, nameOf(answer) ?? `people.${format}`);
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (error) {
      toast(say(error), 'red');
    }
  };
  if (!may('users.export')) return [];
  return (['xlsx', 'csv'] as const).map((format) => ({
    id: `export-${format}`,
    label: t(`exportAs.${format}`),
    more: true,
    onClick: () => void take(format),
  }));
}

const nameOf = (answer: Response): string | undefined =>
  /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];

function save(address: string, name = ''): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
