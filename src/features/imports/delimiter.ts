import Papa from 'papaparse';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * The separator of a text: what its `sep=` line says, else the one that cuts most rows into the same number of cells
 * (more than one). A single column has none; then it is a comma.
 */
export function findDelimiter(sample: string, complete: boolean): string {
  const told = /^\uFEFF?sep=(.)\n/i.exec(sample)?.[1];
  if (told) return told;
  let best = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const score = evenness(sample, delimiter, complete);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function evenness(sample: string, delimiter: string, complete: boolean): number {
  const parsed = new Papa.Parser({ delimiter, newline: '\n' }).parse(sample, 0, !complete) as {
    data: string[][];
    errors: unknown[];
  };
  const widths = parsed.data.filter((row) => row.join('').trim() !== '').map((row) => row.length);
  if (!widths.length) return 0;
  const counts = new Map<number, number>();
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width = 0, rows = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  return width < 2 ? 0 : rows / widths.length + Math.min(width, 20) / 100 - parsed.errors.length / (widths.length * 2);
}
