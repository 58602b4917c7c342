import { AppError, type ErrorCode } from '../../kernel/app-error.ts';

/** A unique key that two people raced for. Use cases look first, with better words; this is the net below them. */
const BY_CONSTRAINT: Record<string, [ErrorCode, string]> = {
  users_email_key: ['conflict', 'email'],
  users_user_name: ['users.userNameTaken', 'userName'],
};

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '53300',
]);

/** A database error → the refusal a person understands; undefined where it is none of theirs. */
export function faultOf(error: unknown): AppError | undefined {
  const { code, constraint, message } = (error ?? {}) as { code?: string; constraint?: string; message?: string };
  if (code && UNREACHABLE.has(code)) return new AppError('databaseUnavailable');
  if (message === 'Connection terminated unexpectedly') return new AppError('databaseUnavailable');
  if (code === '23505') return new AppError(BY_CONSTRAINT[constraint ?? '']?.[0] ?? 'conflict');
  if (code === '22021' || code === '22P05') return new AppError('invalid');
  if (code === '40001' || code === '40P01') return new AppError('busy');
  return undefined;
}
