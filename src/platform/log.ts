import { type Logger, pino } from 'pino';

export type { Logger };

/** JSON lines; one child per subsystem. Fields that could hold a person or a secret are blotted out wherever they appear. */
export function makeLog(level: string, stream?: NodeJS.WritableStream): Logger {
  const hidden = ['email', 'address', 'name', 'password', 'secret', 'token', 'authorization', 'cookie', 'url'];
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: plainError },
    redact: { paths: hidden.flatMap((field) => [field, `*.${field}`]), censor: '[hidden]' },
  };
  return stream ? pino(options, stream) : pino(options);
}

/** What went wrong and where; never the values it was about, which a database's error carries along. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table } = error as Error & { code?: unknown; constraint?: unknown; table?: unknown };
  return { type: error.constructor.name, message: error.message, stack: error.stack, code, constraint, table };
}
