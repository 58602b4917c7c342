import fc from 'fast-check';

/**
 * The gate tries the same generated cases every time, so that it is green or red by what changed, not by chance. The long run
 * tries new ones: `SEED` says which.
 */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_261_121) });
