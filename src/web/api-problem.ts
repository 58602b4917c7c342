import type { ErrorCode } from '../kernel/app-error.ts';

/** One field that the server did not take. */
export interface FieldProblem {
  path: string;
  code: string;
  details?: Record<string, string | number>;
}

type Detail = string | number | boolean | null | undefined;

/** What the API answered when it refused (RFC 9457), or `offline` when nothing answered. */
export class ApiProblem extends Error {
  readonly code: ErrorCode | 'offline';
  readonly status: number;
  readonly details: Readonly<Record<string, Detail>>;
  readonly fields: readonly FieldProblem[];
  readonly reference: string | null;

  constructor(status: number, body: ProblemBody) {
    super(body.code ?? String(status));
    this.name = 'ApiProblem';
    this.status = status;
    this.code = (body.code ?? (status === 0 ? 'offline' : 'internal')) as ErrorCode | 'offline';
    this.details = body.details ?? {};
    this.fields = body.errors ?? [];
    const reference = body.reference ?? body.details?.reference;
    this.reference = typeof reference === 'string' ? reference : null;
  }
}

export interface ProblemBody {
  code?: string;
  details?: Record<string, Detail>;
  errors?: FieldProblem[];
  reference?: string;
}

export const isProblem = (error: unknown, code?: ErrorCode | 'offline'): error is ApiProblem =>
  error instanceof ApiProblem && (code === undefined || error.code === code);
