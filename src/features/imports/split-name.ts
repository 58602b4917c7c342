export interface SplitName {
  firstName: string;
  namePrefix: string;
  lastName: string;
}

const PARTICLES = new Set(
  "van von de der den het 't ’t ter ten te zu zum zur vom op in aan la le les du el al d' s 's ’s in't onder uit over voor bij af da do dos das di del della dalla y e und thoe toe tot".split(
    ' ',
  ),
);
/** May stand inside a run of particles, but do not begin one. */
const LINKS = new Set(['y', 'e', 'und', 'of']);
const SUFFIX = /^(jr|sr|ii|iii|iv|phd|msc|bsc|mba)\.?$/i;
const TITLE = /^(mr|mrs|ms|mx|dr|prof|herr|frau|dhr|mevr|mw|drs|ir|ing|dipl\.?-ing|mag)\.?$/i;

const isParticle = (word: string) => PARTICLES.has(word) && word === word.toLowerCase();

/** Takes the particle from the front of a family name: "van der Berg" → "van der" + "Berg"; a lone particle is the name. */
export function splitFamilyName(name: string): { namePrefix: string; lastName: string } {
  const behind = /^([^,]+),\s*([\p{Ll}'’ ]+)$/u.exec(name);
  if (behind && behind[2]!.trim().split(/\s+/).every(isParticle))
    return { namePrefix: behind[2]!.trim(), lastName: behind[1]!.trim() };
  const words = name.split(/\s+/).filter(Boolean);
  let n = 0;
  while (n < words.length - 1 && (isParticle(words[n]!) || (n > 0 && LINKS.has(words[n]!))) && !(n === 0 && LINKS.has(words[n]!)))
    n++;
  return { namePrefix: words.slice(0, n).join(' '), lastName: words.slice(n).join(' ') };
}

/** Splits "Jan de Vries", "Vries, Jan de", "de Vries, Jan", "Fay Roe (1004)" into the parts of a name. */
export function splitFullName(text: string): SplitName {
  const name = text.replace(/\s*[([][^)\]]*[)\]]\s*$/, '').trim();
  const comma = name.indexOf(',');
  if (comma > 0 && !SUFFIX.test(name.slice(comma + 1).trim()))
    return splitAtComma(name.slice(0, comma).trim(), name.slice(comma + 1).trim());
  const words = name.replace(/,/g, ' ').split(/\s+/).filter(Boolean);
  while (words.length > 2 && TITLE.test(words[0]!)) words.shift();
  if (words.length < 2) return { firstName: words[0] ?? '', namePrefix: '', lastName: '' };
  const at = words.findIndex((word, i) => i > 0 && i < words.length - 1 && isParticle(word) && !LINKS.has(word));
  if (at > 0) return { firstName: words.slice(0, at).join(' '), ...splitFamilyName(words.slice(at).join(' ')) };
  const last = words.length > 2 && SUFFIX.test(words.at(-1)!) ? 2 : 1;
  return { firstName: words.slice(0, -last).join(' '), namePrefix: '', lastName: words.slice(-last).join(' ') };
}

function splitAtComma(family: string, given: string): SplitName {
  const words = given.split(/\s+/).filter(Boolean);
  let n = words.length;
  while (n > 1 && isParticle(words[n - 1]!)) n--;
  const front = splitFamilyName(family);
  return {
    firstName: words.slice(0, n).join(' '),
    namePrefix: [words.slice(n).join(' '), front.namePrefix].filter(Boolean).join(' '),
    lastName: front.lastName,
  };
}
