const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = (text) => paint(1, text);
export const dim = (text) => paint(2, text);
export const good = (text) => console.log(`${paint(32, '✓')} ${text}`);
export const doing = (text) => console.log(`${paint(36, '›')} ${text}`);
export const bad = (text) => console.error(`${paint(31, '✗')} ${text}`);

/** Ends the program with one sentence, without a stack trace. */
export function giveUp(text) {
  bad(text);
  process.exit(1);
}
