import { z } from 'zod';

/** What can stand in a mail for each person. */
export const MAIL_VARIABLES = ['firstName', 'lastName', 'fullName', 'email', 'userName', 'environment', 'deadline'] as const;
export type MailVariable = (typeof MAIL_VARIABLES)[number];

export const isMailVariable = (id: unknown): id is MailVariable => MAIL_VARIABLES.includes(id as MailVariable);

/** The largest document, as JSON. */
const TEMPLATE_LIMIT_BYTES = 40_000;
/** The longest subject or preview line, in characters, variables counted as 20. */
const LINE_LIMIT = 200;

export interface MarkJson {
  type: 'bold' | 'italic' | 'link';
  attrs?: { href?: string | undefined; [other: string]: unknown } | undefined;
}
export interface NodeJson {
  type: string;
  attrs?: Record<string, unknown> | undefined;
  content?: NodeJson[] | undefined;
  marks?: MarkJson[] | undefined;
  text?: string | undefined;
}

const markShape = z.object({
  type: z.enum(['bold', 'italic', 'link']),
  attrs: z.looseObject({ href: z.string().max(2_000).optional() }).optional(),
});

const nodeShape: z.ZodType<NodeJson> = z.lazy(() =>
  z.object({
    type: z.enum([
      'paragraph',
      'heading',
      'bulletList',
      'listItem',
      'divider',
      'variable',
      'activationButton',
      'hardBreak',
      'text',
    ]),
    attrs: z.record(z.string().max(40), z.unknown()).optional(),
    content: z.array(nodeShape).max(500).optional(),
    marks: z.array(markShape).max(5).optional(),
    text: z.string().max(TEMPLATE_LIMIT_BYTES).optional(),
  }),
);

/** A mail's content: a document of nodes, as the editor makes it. There is no template language. */
const templateDocument = z.object({ type: z.literal('doc'), content: z.array(nodeShape).max(500) }).meta({
  id: 'TemplateDocument',
  description: 'A document of nodes: paragraph, heading, bulletList, divider, variable, activationButton',
});
export type TemplateDocument = z.output<typeof templateDocument>;

/** A subject or preview line: text with variables, in one line. */
const templateLine = z
  .array(
    z.union([
      z.string().max(LINE_LIMIT),
      z.object({ variable: z.enum(MAIL_VARIABLES), fallback: z.string().max(100).optional() }),
    ]),
  )
  .max(50)
  .meta({ id: 'TemplateLine', description: 'Text with variables, in one line' });
export type TemplateLine = z.output<typeof templateLine>;

export const templateContent = z
  .object({ subject: templateLine, preheader: templateLine, body: templateDocument })
  .meta({ id: 'TemplateContent' });
export type TemplateContent = z.output<typeof templateContent>;

export const TEMPLATE_PROBLEMS = [
  'buttonMissing',
  'buttonDoubled',
  'buttonEmpty',
  'unknownVariable',
  'badLink',
  'tooLarge',
  'subjectEmpty',
  'subjectTooLong',
  'notAllowed',
  'noFallback',
] as const;
export type TemplateProblemCode = (typeof TEMPLATE_PROBLEMS)[number];
export interface TemplateProblem {
  code: TemplateProblemCode;
  /** `stop`: cannot be saved. `note`: may be what you want. */
  weight: 'stop' | 'note';
  detail?: string;
}

const CONTENT_OF: Record<string, readonly string[]> = {
  doc: ['paragraph', 'heading', 'bulletList', 'divider', 'activationButton'],
  paragraph: ['text', 'variable', 'hardBreak'],
  heading: ['text', 'variable', 'hardBreak'],
  bulletList: ['listItem'],
  listItem: ['paragraph', 'bulletList'],
  divider: [],
  variable: [],
  activationButton: [],
  hardBreak: [],
  text: [],
};
const DEEPEST = 8;

/** A link in a mail: https or mailto, nothing that runs and nothing that hides where it goes. */
export function isSafeLink(href: unknown): href is string {
  if (typeof href !== 'string' || /[\s\u0000-\u001f\u007f-\u009f\ue000-\uf8ff<>"\\]/u.test(href)) return false;
  if (/^mailto:[^@,;?&]+@[^@,;?&]+(\?subject=[^&]*)?$/i.test(href)) return true;
  if (!/^https:\/\//i.test(href)) return false;
  try {
    const url = new URL(href);
    return url.protocol === 'https:' && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

/** Personal variables that a person may lack. */
const MAY_BE_EMPTY: readonly MailVariable[] = ['firstName', 'lastName', 'userName'];

/** Everything wrong with a mail's content, worst first; what it lets pass can be compiled and holds exactly one activation button. */
export function checkTemplate({ subject, preheader, body }: TemplateContent): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const stop = (code: TemplateProblemCode, detail?: string) =>
    problems.push({ code, weight: 'stop', ...(detail === undefined ? {} : { detail }) });
  let buttons = 0;

  const visit = (node: NodeJson, depth: number): void => {
    if (depth > DEEPEST) return void stop('notAllowed', node.type);
    if (node.type === 'activationButton') {
      buttons++;
      if (typeof node.attrs?.['label'] !== 'string' || node.attrs['label'].trim() === '' || node.attrs['label'].length > 80)
        stop('buttonEmpty');
    }
    if (node.type === 'variable') {
      const id = node.attrs?.['id'];
      const fallback = node.attrs?.['fallback'];
      if (!isMailVariable(id)) stop('unknownVariable', String(id).slice(0, 40));
      else if (MAY_BE_EMPTY.includes(id) && (typeof fallback !== 'string' || fallback.trim() === ''))
        problems.push({ code: 'noFallback', weight: 'note', detail: id });
    }
    for (const mark of node.marks ?? [])
      if (mark.type === 'link' && !isSafeLink(mark.attrs?.href)) stop('badLink', String(mark.attrs?.href ?? '').slice(0, 100));
    for (const child of node.content ?? []) {
      if (!(CONTENT_OF[node.type] ?? []).includes(child.type)) stop('notAllowed', child.type.slice(0, 40));
      else visit(child, depth + 1);
    }
  };
  visit(body, 0);

  if (buttons === 0) stop('buttonMissing');
  if (buttons > 1) stop('buttonDoubled');
  if (JSON.stringify(body).length > TEMPLATE_LIMIT_BYTES) stop('tooLarge');
  if (lineLength(subject) === 0) stop('subjectEmpty');
  if (lineLength(subject) > LINE_LIMIT) stop('subjectTooLong', 'subject');
  if (lineLength(preheader) > LINE_LIMIT) stop('subjectTooLong', 'preheader');
  const seen = new Set<string>();
  return problems
    .filter(({ code, detail }) => !seen.has(`${code}${detail}`) && seen.add(`${code}${detail}`))
    .sort((a, b) => Number(a.weight === 'note') - Number(b.weight === 'note'));
}

const lineLength = (line: TemplateLine): number =>
  line.reduce((sum, part) => sum + (typeof part === 'string' ? part.trim().length : 20), 0);

/** A sentence of our own words with variables marked by `slot`, as a line. */
export function lineFromText(text: string): TemplateLine {
  return splitSlots(text).map((part) =>
    typeof part === 'string' ? part : { variable: part.id, ...(part.fallback ? { fallback: part.fallback } : {}) },
  );
}

const OPEN = '\ue000';
const CLOSE = '\ue001';

/** How a variable stands in a sentence of the words files while a document is made of it. */
export const slot = (id: MailVariable, fallback = ''): string => `${OPEN}${id}|${fallback}${CLOSE}`;

function splitSlots(text: string): (string | { id: MailVariable; fallback: string })[] {
  return text
    .split(/(\ue000[^\ue001]*\ue001)/u)
    .filter((part) => part !== '')
    .map((part) => {
      if (!part.startsWith(OPEN)) return part;
      const [id = '', fallback = ''] = part.slice(1, -1).split('|');
      return isMailVariable(id) ? { id, fallback } : '';
    })
    .filter((part) => part !== '');
}

/** Nodes for the text of one paragraph. */
export function inlineFromText(text: string): NodeJson[] {
  return splitSlots(text).map((part) =>
    typeof part === 'string'
      ? { type: 'text', text: part }
      : { type: 'variable', attrs: { id: part.id, fallback: part.fallback } },
  );
}
