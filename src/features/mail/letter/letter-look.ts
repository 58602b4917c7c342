/** How every letter looks: paper, ink, one button. Light inline (the widest reach), dark by a media query. */
export interface LetterBrand {
  /** The environment's name, on top and in the From line. */
  readonly name: string;
  readonly color: string;
  readonly logoUrl: string | null;
}

export const PAPER = '#FAF9F5';
export const CARD = '#FFFFFF';
export const INK = '#1B2421';
export const DIM = '#5A645F';
export const LINE = '#E8E4DA';
export const SERIF = "'Source Serif 4', Georgia, 'Times New Roman', serif";
export const SANS = "Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Relative luminance (WCAG 2.2) of `#RRGGBB`. */
function luminance(color: string): number {
  const part = (at: number) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
};

/** The letters on the button: whichever of white and ink can be read better. */
export const onBrand = (color: string): string => (contrast(color, '#FFFFFF') >= contrast(color, INK) ? '#FFFFFF' : INK);

/** The brand colour as text on paper: itself where it can be read, else ink. */
export const brandAsText = (color: string): string => (contrast(color, PAPER) >= 4.5 ? color : INK);

export const DARK_STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { background-color: #FAF9F5; }
@media (prefers-color-scheme: dark) {
  .paper { background-color: #121715 !important; }
  .card { background-color: #1A211E !important; border-color: #2A332F !important; }
  .ink, .ink p, .ink li { color: #E9EDEA !important; }
  .dim { color: #9DA9A3 !important; }
  .line { border-color: #2A332F !important; }
  .link { color: #7CC4A7 !important; }
}
@media (max-width: 480px) { .card { padding: 28px 20px !important; } .button { padding: 13px 18px !important; } }
`;
