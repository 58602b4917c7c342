const SPECIAL: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ĳ: 'ij' };

/** Lower case without accents (NFKD, marks dropped, ß → ss, ø → o …): the form that search and sorting compare. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłıĳ]/g, (letter) => SPECIAL[letter] ?? letter)
    .normalize('NFC');
}

/** The distinct folded words of some texts, longest 60 characters each, as the search table keeps them. */
export function searchWords(...texts: (string | null | undefined)[]): string[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const word of foldText(text ?? '').split(/[^\p{L}\p{N}]+/u)) if (word) words.add(word.slice(0, 60));
  }
  return [...words];
}
