const particles = new Set([
  'van',
  'de',
  'der',
  'den',
  'het',
  'ter',
  'ten',
  'te',
  'von',
  'zu',
  'zum',
  'zur',
  'vom',
  'la',
  'le',
  'el',
  'al',
  'du',
  'da',
  'di',
  'dos',
  'bin',
  "'t",
  '’t',
  'in',
  'op',
  'aan',
]);

const firstLetter = (word: string): string => [...word].find((letter) => /\p{L}|\p{N}/u.test(letter)) ?? '';

/** The letters of a name as people would draw them: first and last word, particles aside. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => firstLetter(word) !== '');
  const weighty = words.filter((word, index) => index === 0 || !particles.has(word.toLowerCase()));
  const chosen = weighty.length > 1 ? [weighty[0], weighty.at(-1)] : weighty;
  return chosen.map((word) => firstLetter(word ?? '').toLocaleUpperCase()).join('');
}
