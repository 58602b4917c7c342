import { blend, contrast, fromOklch, parseHex, toOklch } from './colour.ts';

/** What a page needs of a brand colour in one scheme. */
export interface BrandScheme {
  /** behind a primary button */
  fill: string;
  hover: string;
  /** words on `fill` */
  on: string;
  /** words and lines in the brand's colour on paper, card and `soft` */
  text: string;
  /** behind something chosen */
  soft: string;
}
export interface Brand {
  light: BrandScheme;
  dark: BrandScheme;
}

export const AA = 4.5;
export const defaultBrand = '#1e5b49';

const surfaces = {
  light: { paper: '#faf9f5', card: '#ffffff', onDark: '#ffffff', onLight: '#14201b' },
  dark: { paper: '#121715', card: '#1a211e', onDark: '#ffffff', onLight: '#10201a' },
} as const;

/** Moves the lightness (step by step, in `direction`) until `good` holds. */
function nudge(hex: string, direction: 1 | -1, good: (hex: string) => boolean): string {
  const start = toOklch(hex);
  let colour = hex;
  for (let l = start.l; !good(colour) && l > 0 && l < 1; l += direction * 0.01) {
    colour = fromOklch({ ...start, l });
  }
  return colour;
}

const readable =
  (...behind: string[]) =>
  (hex: string): boolean =>
    behind.every((surface) => contrast(hex, surface) >= AA);

function wordsOn(fill: string, scheme: 'light' | 'dark'): string {
  const { onDark, onLight } = surfaces[scheme];
  return contrast(fill, onDark) >= AA ? onDark : onLight;
}

function lightScheme(given: string): BrandScheme {
  const { paper, card } = surfaces.light;
  const soft = blend(given, card, 0.12);
  const fill = nudge(given, -1, (c) => contrast(c, wordsOn(c, 'light')) >= AA);
  const text = nudge(fill, -1, readable(paper, card, soft));
  const { l, ...rest } = toOklch(fill);
  const on = wordsOn(fill, 'light');
  // the hover goes away from the words, so that they can only become clearer
  const hover = fromOklch({ ...rest, l: on === surfaces.light.onDark ? l - 0.05 : Math.min(0.98, l + 0.04) });
  return { fill, hover, on, text, soft };
}

function darkScheme(given: string): BrandScheme {
  const { paper, card, onLight } = surfaces.dark;
  const start = toOklch(given);
  // bright enough to carry dark words, calm enough not to glow
  const lifted = fromOklch({ l: Math.max(start.l, 0.76), c: Math.min(start.c, 0.13), h: start.h });
  const soft = blend(lifted, card, 0.17);
  const fill = nudge(lifted, 1, (c) => readable(paper, card, soft)(c) && contrast(c, onLight) >= AA);
  const { l, ...rest } = toOklch(fill);
  return { fill, hover: fromOklch({ ...rest, l: Math.min(0.97, l + 0.05) }), on: onLight, text: fill, soft };
}

/** Both schemes of a brand colour, every pair of words and surface at least AA. Null when the text is no colour. */
export function brandFrom(colour: string): Brand | null {
  const given = parseHex(colour);
  if (given === null) return null;
  return { light: lightScheme(given), dark: darkScheme(given) };
}

/** The brand as CSS variables for the root element; empty for our own colour, which the style sheet knows. */
export function brandVariables(colour: string | null | undefined): Record<string, string> {
  const hex = colour ? parseHex(colour) : null;
  const brand = hex === null || hex === defaultBrand ? null : brandFrom(hex);
  if (brand === null) return {};
  const of = (scheme: 'light' | 'dark'): Record<string, string> => {
    const { fill, hover, on, text, soft } = brand[scheme];
    const name = `--brand-${scheme}`;
    return { [name]: fill, [`${name}-hover`]: hover, [`${name}-on`]: on, [`${name}-text`]: text, [`${name}-soft`]: soft };
  };
  return { ...of('light'), ...of('dark') };
}

const every = ['', '-hover', '-on', '-text', '-soft'].flatMap((part) => [`--brand-light${part}`, `--brand-dark${part}`]);

/** Puts the brand on the page, and remembers it for the next first paint (public/scheme.js). */
export function applyBrand(colour: string | null | undefined): void {
  const variables = brandVariables(colour);
  const { style } = document.documentElement;
  for (const name of every) {
    const value = variables[name];
    if (value === undefined) style.removeProperty(name);
    else style.setProperty(name, value);
  }
  try {
    localStorage.setItem('welkom.brand', JSON.stringify(variables));
  } catch {
    // no storage: the brand comes with the session
  }
}
