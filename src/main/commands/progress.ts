const EVERY = 1000;

/** Waits for work that tells elsewhere how far it is, and says so on standard error: in one line where a person looks. */
export async function withProgress<T>(
  work: Promise<T>,
  look: () => Promise<{ done: number; of: number } | null>,
  { stream = process.stderr, every = EVERY }: { stream?: NodeJS.WriteStream; every?: number } = {},
): Promise<T> {
  let said = '';
  let looking: Promise<void> | null = null;
  const say = async () => {
    const far = await look().catch(() => null);
    const line = far && `  ${far.done.toLocaleString('en')} of ${far.of.toLocaleString('en')}`;
    if (!line || line === said) return;
    said = line;
    stream.write(stream.isTTY ? `\r${line}` : `${line}\n`);
  };
  const timer = setInterval(() => {
    looking ??= say().finally(() => {
      looking = null;
    });
  }, every);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    await looking;
    if (said && stream.isTTY) stream.write('\n');
  }
}
