import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../../kernel/app-error.ts';
import { normalisePassword } from '../../kernel/password-strength.ts';

/** Argon2id, 19 MiB, 2 passes, 1 lane (OWASP password storage). The hash carries them, so they can be raised later. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE = 2;
const WAITING = 100;

/** Of a random password nobody has: for people who do not exist or have none, so that their answer takes as long. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$aSK5rxkU7WmTq22neR95Qw$grBm7NpBqVyUa/lZT4kqBX6a3AGtcaRUwGKH0dM0HX4';

/** A flood of log-ins must not stop everything else: few hashes at once, a short queue, and beyond it a clear "busy". */
let running = 0;
const queue: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (queue.length >= WAITING) throw new AppError('session.busy', { seconds: 5 });
    await new Promise<void>((resolve) => queue.push(resolve));
  } else running++;
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else running--;
  }
}

/** Milliseconds that two hashes at once take of each, measured on two cores: it says how long a queue is, no more. */
const EACH = 5;

/** About how long, in milliseconds, whoever queues last waits for a turn; 0 where nobody queues. */
export const waitForHash = (): number => queue.length * EACH;

/** Costs some 20 ms of a core: call it outside a transaction. @throws AppError `session.busy` */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalisePassword(password), COST));
}

/** @returns whether it is the password; false, after the same work, where there is no hash. @throws AppError `session.busy` */
export async function checkPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const fits = await inTurn(() => verify(passwordHash ?? NOBODY, normalisePassword(password)));
  return fits && Boolean(passwordHash);
}

/** True where a hash was made with other parameters than today's. */
export function isOutdated(passwordHash: string): boolean {
  return !passwordHash.startsWith(`$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`);
}
