import type { Context } from 'hono';
import { z } from 'zod';
import type { Endpoint } from '../../contract/core.ts';
import { AppError, type ErrorCode, type ErrorDetails, type FieldError } from '../../kernel/app-error.ts';
import type { IsErrorCode } from './error-codes.ts';

const BODY_LIMIT = 1_000_000;

/** Reads and checks what an endpoint declares. @throws AppError `invalid` naming every wrong field */
export async function readInput(
  endpoint: Endpoint,
  c: Context,
  isErrorCode: IsErrorCode,
): Promise<{ params: unknown; query: unknown; body: unknown }> {
  const fields: FieldError[] = [];
  const check = (part: 'params' | 'query' | 'body', shape: z.core.$ZodType | undefined, value: unknown): unknown => {
    if (!shape) return undefined;
    const result = z.safeParse(shape, value, { reportInput: true });
    if (result.success) return result.data;
    fields.push(...result.error.issues.slice(0, 50).map((issue) => fieldError(part, issue, isErrorCode)));
    return undefined;
  };
  const params = check('params', endpoint.params, c.req.param());
  const query = check('query', endpoint.query, queryOf(c));
  const body = endpoint.body ? check('body', endpoint.body, await jsonBody(c)) : undefined;
  if (fields.length) {
    if (fields.every((field) => field.path.startsWith('params'))) throw new AppError('notFound');
    throw new AppError('invalid', {}, fields);
  }
  return { params, query, body };
}

function queryOf(c: Context): Record<string, string | string[]> {
  const all = c.req.queries();
  // No text of the database can hold it; an answer that streams would find out only after it began.
  if (Object.values(all).some((values) => values.some((value) => value.includes('\0')))) throw new AppError('invalid');
  return Object.fromEntries(Object.entries(all).map(([name, values]) => [name, values.length === 1 ? values[0]! : values]));
}

/** A JSON body, and nothing else: a form of another site cannot send this type without asking first. */
async function jsonBody(c: Context): Promise<unknown> {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')) throw new AppError('notJson');
  if (Number(c.req.header('content-length') ?? 0) > BODY_LIMIT) throw new AppError('tooLarge', { limit: '1 MB' });
  const text = await limitedText(c.req.raw.body);
  const mayBeHalf = HALF_ESCAPED.test(text);
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (mayBeHalf && (HALF.test(key) || (typeof value === 'string' && HALF.test(value)))) throw new AppError('invalid');
      return key === '__proto__' ? undefined : value;
    });
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('invalidJson');
  }
}

/** Half of a letter that takes two: only an escape can say it, and no text of the database can hold it. */
const HALF = /\p{Surrogate}/u;
const HALF_ESCAPED = /\\ud[89a-f]/i;

async function limitedText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  if (!body) throw new AppError('invalidJson');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new AppError('tooLarge', { limit: '1 MB' });
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text.includes('\0') || text.includes('\\u0000')) throw new AppError('invalid');
  return text;
}

/** A shape's complaint → our code. A refinement names its code as its message. */
function fieldError(part: string, issue: z.core.$ZodIssue, isErrorCode: IsErrorCode): FieldError {
  const path = [part, ...issue.path.map(String)].join('.');
  return { path, ...codeOf(issue, isErrorCode) };
}

function codeOf(issue: z.core.$ZodIssue, isErrorCode: IsErrorCode): { code: ErrorCode; details?: ErrorDetails } {
  if (issue.message && isErrorCode(issue.message)) return { code: issue.message };
  switch (issue.code) {
    case 'too_big':
      return { code: 'tooLong', details: { max: Number(issue.maximum) } };
    case 'too_small':
      return Number(issue.minimum) <= 1 ? { code: 'required' } : { code: 'tooShort', details: { min: Number(issue.minimum) } };
    case 'invalid_value':
      return issue.input === undefined
        ? { code: 'required' }
        : { code: 'notAChoice', details: { choices: issue.values.map(String).join(', ').slice(0, 1000) } };
    case 'unrecognized_keys':
      return { code: 'unknownField', details: { keys: issue.keys.slice(0, 5).join(', ').slice(0, 200) } };
    case 'invalid_type':
      return { code: issue.input === undefined ? 'required' : issue.expected === 'number' ? 'notANumber' : 'invalidField' };
    default:
      return { code: 'invalidField' };
  }
}
