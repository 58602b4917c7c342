import type { ErrorCode } from '../../kernel/app-error.ts';
import type { Words } from '../words.ts';

export type IsErrorCode = (text: string) => text is ErrorCode;

/** Tells which codes exist, from the words: a shape's refinement names its code as its message. */
export function errorCodesOf(words: Words): IsErrorCode {
  const known = new Set(leaves(words.en.errors));
  return (text): text is ErrorCode => known.has(text);
}

function leaves(node: object, prefix = ''): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : leaves(value as object, `${prefix}${key}.`),
  );
}
