const WELL_KNOWN = [
  'gmail.com',
  'googlemail.com',
  'hotmail.com',
  'hotmail.nl',
  'outlook.com',
  'live.nl',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'ziggo.nl',
  'kpnmail.nl',
  'planet.nl',
  'xs4all.nl',
  'gmx.de',
  'gmx.at',
  'gmx.net',
  'web.de',
  't-online.de',
  'freenet.de',
  'bluewin.ch',
];
const KNOWN = new Set(WELL_KNOWN);
const ENDINGS: Record<string, string> = {
  con: 'com',
  cmo: 'com',
  vom: 'com',
  ocm: 'com',
  comm: 'com',
  nll: 'nl',
  ml: 'nl',
  bl: 'nl',
  dde: 'de',
  d3: 'de',
};

/** The address that was probably meant, where one letter is wrong in a well-known domain or its ending. */
export function addressHint(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  if (at < 1 || KNOWN.has(domain)) return undefined;
  const near = WELL_KNOWN.find((known) => Math.abs(known.length - domain.length) <= 1 && nearlySame(domain, known));
  if (near) return `${address.slice(0, at)}@${near}`;
  const dot = domain.lastIndexOf('.');
  const ending = ENDINGS[domain.slice(dot + 1)];
  return ending && domain.slice(dot + 1) !== 'ml' ? `${address.slice(0, at)}@${domain.slice(0, dot)}.${ending}` : undefined;
}

/** What an address that is none was probably meant to be: a comma for a dot, a space, a sign that is no @. */
export function repairHint(text: string): string | undefined {
  const tried = text
    .replace(/\s+/g, '')
    .replace(/,/g, '.')
    .replace(/\((at|a)\)|\[at\]|@{2,}/gi, '@')
    .replace(/\.{2,}/g, '.')
    .replace(/[.;:]+$/, '')
    .replace(/\.@/, '@');
  return tried !== text && /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(tried) ? tried : undefined;
}

/** One letter added, missing, changed, or two swapped. */
function nearlySame(a: string, b: string): boolean {
  if (a === b) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const restA = a.slice(i);
  const restB = b.slice(i);
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
