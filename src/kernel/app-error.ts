import type { Messages } from './messages-type.ts';

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

/** The codes are the keys under `errors` of the English words: an error nobody wrote a sentence for does not compile. */
export type ErrorCode = Leaves<Messages['errors']>;

export type ErrorDetails = Record<string, string | number | boolean | null | undefined>;

/** One thing wrong with one part of the input: `path` in dots (`body.email`), and a code with its details. */
export interface FieldError {
  path: string;
  code: ErrorCode;
  details?: ErrorDetails;
}

/** A refusal with a stable code; the words are found by the code, in the reader's language. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly fields: FieldError[];

  constructor(code: ErrorCode, details: ErrorDetails = {}, fields: FieldError[] = []) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
    this.fields = fields;
  }
}
