import { meaningOfHeader, meaningOfPart } from './column-words.ts';
import type { SourceRow } from './row-source.ts';

export interface FoundHeader {
  /** Row number of the headings; 0 where the file begins with people. */
  headerRow: number;
  /** A second row of headings below (another language, a description); 0 where there is none. */
  secondHeaderRow: number;
  /** Rows with text above the headings. */
  titleRows: number;
}

const DATA = /^[^\s@]+@[^\s@]+\.[^\s@]+$|^\+?[\d][\d\s./:-]*$|^\d{4}-\d\d-\d\d/;
const filledCells = (row: SourceRow) => row.cells.map((cell) => cell.trim()).filter(Boolean);

/** How much a row looks like headings: known words count for it, addresses, numbers and dates against it. */
function headingScore(row: SourceRow): { score: number; share: number; filled: number } {
  const filled = filledCells(row);
  let score = 0;
  for (const cell of filled) {
    if (cell.length > 120) continue;
    if (DATA.test(cell)) score -= 1;
    else if (meaningOfHeader(cell)) score += 1;
    else if (meaningOfPart(cell)) score += 0.6;
  }
  return { score, share: filled.length ? score / filled.length : 0, filled: filled.length };
}

/** Finds the headings among the first rows; titles may stand above them, a second row of headings below. */
export function findHeader(rows: readonly SourceRow[]): FoundHeader {
  const top = rows.slice(0, 25);
  const width = Math.max(...top.map((row) => filledCells(row).length), 0);
  let best: SourceRow | undefined;
  let bestScore = 0;
  for (const row of top) {
    const { score, filled, share } = headingScore(row);
    const enough = width <= 2 ? score > 0 && share >= 0.5 : score >= 1.5 && filled >= 2 && share >= 0.15;
    if (enough && score > bestScore + 0.01) {
      best = row;
      bestScore = score;
    }
  }
  best ??= unknownHeadings(top);
  if (!best) return { headerRow: 0, secondHeaderRow: 0, titleRows: 0 };
  const headerRow = best.number;
  const next = rows.find((row) => row.number > headerRow && filledCells(row).length > 0);
  const second = next && isSecondHeader(next, best) ? next.number : 0;
  return {
    headerRow,
    secondHeaderRow: second,
    titleRows: rows.filter((row) => row.number < headerRow && filledCells(row).length > 0).length,
  };
}

function isSecondHeader(row: SourceRow, header: SourceRow): boolean {
  const { share, filled, score } = headingScore(row);
  return filled >= 2 && score >= 1.5 && share >= 0.6 && filled >= filledCells(header).length * 0.4;
}

/** Headings in a language that we do not know: the row without an address above the first row with one. */
function unknownHeadings(rows: readonly SourceRow[]): SourceRow | undefined {
  const at = rows.findIndex((row) => row.cells.some((cell) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell.trim())));
  const above = at > 0 ? rows[at - 1] : undefined;
  if (!above || at !== rows.findIndex((row) => filledCells(row).length > 1) + 1) return undefined;
  const cells = filledCells(above);
  const looksLikeData = cells.some((cell) => DATA.test(cell)) || new Set(cells).size < cells.length;
  return cells.length >= 2 && !looksLikeData && cells.length >= filledCells(rows[at]!).length * 0.8 ? above : undefined;
}
