/** Text stays text, whatever it begins with; days and instants are real dates. */
export type Cell = string | null | { day: string } | { instant: string };

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Places in the list of cell styles below. */
const STYLE = { text: 1, day: 2, instant: 3, heading: 4 };

/**
 * Text cells have the number format "@" and the mark of a leading apostrophe, so that a text that looks like a formula is none
 * after somebody edited the cell either. 14 and 22 are a date and a moment as the reader's own country writes them.
 */
export const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

/** The headings stay in sight, and every column is wide enough for a name. */
export const sheetHead = (headings: readonly string[]): string =>
  `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${headings.length}" width="24" customWidth="1"/></cols><sheetData><row r="1">${headings.map((heading, at) => textXml(heading, `${columnName(at)}1`, STYLE.heading)).join('')}</row>`;
export const SHEET_END = '</sheetData></worksheet>';

/** The row of a number, counted from 1; `toWall` tells what clocks show at an instant. */
export function rowXml(row: number, cells: readonly Cell[], toWall: (instant: number) => number): string {
  return `<row r="${row}">${cells.map((cell, at) => cellXml(cell, `${columnName(at)}${row}`, toWall)).join('')}</row>`;
}

function cellXml(cell: Cell, place: string, toWall: (instant: number) => number): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'string') return textXml(cell, place, STYLE.text);
  return 'day' in cell
    ? `<c r="${place}" s="${STYLE.day}"><v>${serial(Date.parse(cell.day))}</v></c>`
    : `<c r="${place}" s="${STYLE.instant}"><v>${serial(toWall(Date.parse(cell.instant)))}</v></c>`;
}

/** A, B … Z, AA … of a column counted from 0. */
const columnName = (at: number): string =>
  (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));

/** Days since 30 December 1899, as workbooks count them. */
const serial = (time: number): number => time / 86_400_000 + 25_569;

/** A cell holds 32,767 characters at most. */
const textXml = (text: string, place: string, style: number): string =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeText(text.slice(0, 32_767))}</t></is></c>`;

const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What most texts have none of: whatever is escaped, replaced or left out. */
const SPECIAL = /[&<>"_\u0000-\u001f\ud800-\udfff\ufffe\uffff]/;

/** `_x000D_` is how a workbook writes what XML cannot hold or would change; what XML forbids altogether is left out. */
function escapeText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/\r/g, '_x000D_')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (sign: string) => ENTITY[sign]!);
}

const sheetNumbers = (sheets: number): number[] => Array.from({ length: sheets }, (_, at) => at + 1);

export const workbookXml = (name: string, sheets: number): string => {
  const safe = escapeText(name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 25));
  const list = sheetNumbers(sheets).map((n) => `<sheet name="${safe}${n > 1 ? ` ${n}` : ''}" sheetId="${n}" r:id="rId${n}"/>`);
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets></workbook>`;
};

export const workbookRelations = (sheets: number): string => {
  const list = sheetNumbers(sheets).map(
    (n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}<Relationship Id="rIdStyles" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
};

export const PACKAGE_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export const contentTypes = (sheets: number): string => {
  const list = sheetNumbers(sheets).map(
    (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPES}.worksheet+xml"/>`,
  );
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${list.join('')}</Types>`;
};
