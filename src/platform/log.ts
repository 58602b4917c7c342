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
    redact: { paths: hidden.flatMap((field) => [field, `*.${field}`]), censor: '[hidden]' },
  };
  return stream ? pino(options, stream) : pino(options);
}
