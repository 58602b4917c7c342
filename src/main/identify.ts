import { makeIdentify } from '../features/sessions/index.ts';

/** Who asks, and in which environment. */
export const identify = makeIdentify();
