export type DateOrder = 'dmy' | 'mdy' | 'ymd' | 'serial' | 'unix';

export interface FoundDateOrder {
  order: DateOrder;
  /** Every day and month of the column would also make sense the other way round. */
  guessed: boolean;
}

const MONTHS: Record<string, number> = {};
for (const [i, names] of [
  'jan january januari januar jänner',
  'feb february februari februar',
  'mar march maart märz mrz mrt',
  'apr april',
  'may mei mai',
  'jun june juni',
  'jul july juli',
  'aug august augustus',
  'sep sept september',
  'oct october oktober okt',
  'nov november',
  'dec december dezember dez',
].entries())
  for (const name of names.split(' ')) MONTHS[name] = i + 1;

const PARTS = /^(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})(?:[T ,].*)?$/;

/** Which of day and month comes first, by the evidence of a whole column; `slashes` decides where there is none. */
export function findDateOrder(values: readonly string[], slashes: 'dmy' | 'mdy'): FoundDateOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  let yearFirst = 0;
  let digits = 0;
  let long = 0;
  let slashed = 0;
  let seen = 0;
  for (const value of values) {
    const text = value.trim();
    if (!text) continue;
    seen++;
    if (/^\d{5}(\.\d+)?$/.test(text)) digits++;
    if (/^\d{10}$/.test(text)) long++;
    const parts = PARTS.exec(text);
    if (!parts) continue;
    if (text.includes('/')) slashed++;
    const [a, b] = [Number(parts[1]), Number(parts[2])];
    if (parts[1]!.length === 4) yearFirst++;
    else if (a > 12 && b <= 12) dayFirst++;
    else if (b > 12 && a <= 12) monthFirst++;
  }
  if (seen && digits > seen / 2) return { order: 'serial', guessed: false };
  if (seen && long > seen / 2) return { order: 'unix', guessed: false };
  if (dayFirst || monthFirst) return { order: dayFirst >= monthFirst ? 'dmy' : 'mdy', guessed: dayFirst > 0 && monthFirst > 0 };
  if (yearFirst) return { order: 'ymd', guessed: false };
  return slashed ? { order: slashes, guessed: seen > 0 } : { order: 'dmy', guessed: false };
}

/** A day as `YYYY-MM-DD`; null where the cell means "no date" (empty, zeros, the end of time); undefined where it is none. */
export function readDate(value: string, order: DateOrder): string | null | undefined {
  const text = value.trim().replace(/\.$/, '');
  if (!text || /^(-|0+|n\/?a|never|nooit|nie|onbepaald|unbefristet|open|null|00[-./]00[-./]0000|0000-00-00.*)$/i.test(text))
    return null;
  if (/^\d+(\.\d+)?$/.test(text)) return fromDigits(text, order);
  const parts = PARTS.exec(text);
  if (parts) return fromParts(parts[1]!, parts[2]!, parts[3]!, order);
  const named = /^(\d{1,2})\.?[\s-]+(\p{L}{3,9})\.?,?[\s-]+(\d{4})/u.exec(text);
  if (named) return day(Number(named[3]), MONTHS[named[2]!.toLowerCase()] ?? 0, Number(named[1]));
  const american = /^(\p{L}{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})/u.exec(text);
  if (american) return day(Number(american[3]), MONTHS[american[1]!.toLowerCase()] ?? 0, Number(american[2]));
  return undefined;
}

function fromDigits(text: string, order: DateOrder): string | null | undefined {
  if (/^\d{8}$/.test(text)) {
    const iso = day(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
    return iso ?? day(Number(text.slice(4)), Number(text.slice(2, 4)), Number(text.slice(0, 2)));
  }
  if (/^\d{5}(\.\d+)?$/.test(text) && order === 'serial')
    return new Date((Math.floor(Number(text)) - 25569) * 86_400_000).toISOString().slice(0, 10);
  if (/^\d{10}$/.test(text)) return new Date(Number(text) * 1000).toISOString().slice(0, 10);
  return undefined;
}

function fromParts(a: string, b: string, c: string, order: DateOrder): string | null | undefined {
  if (a.length === 4) return day(Number(a), Number(b), Number(c));
  if (a.length > 2 || (c.length !== 4 && c.length !== 2)) return undefined;
  const year = c.length === 4 ? Number(c) : Number(c) + (Number(c) < 50 ? 2000 : 1900);
  return order === 'mdy' ? day(year, Number(a), Number(b)) : day(year, Number(b), Number(a));
}

function day(year: number, month: number, date: number): string | null | undefined {
  if (year >= 2999) return null;
  if (year < 1900 || month < 1 || month > 12 || date < 1 || date > new Date(Date.UTC(year, month, 0)).getUTCDate())
    return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
