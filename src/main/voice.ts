/** How the program speaks to its operator: one sentence a line, in colour where a person looks. English only, like its log. */
const signs = { good: [32, '✓'], notice: [33, '!'], bad: [31, '✗'] } as const;

const paint = (stream: NodeJS.WriteStream, code: number, text: string) =>
  stream.isTTY === true && !process.env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text;

export function sign(level: keyof typeof signs, text: string, stream: NodeJS.WriteStream = process.stdout): void {
  const [code, mark] = signs[level];
  stream.write(`${paint(stream, code, mark)} ${text}\n`);
}

export const good = (text: string): void => sign('good', text);
export const notice = (text: string): void => sign('notice', text);
export const bad = (text: string): void => sign('bad', text, process.stderr);
export const say = (text: string): void => void process.stdout.write(`${text}\n`);
export const bold = (text: string): string => paint(process.stdout, 1, text);
