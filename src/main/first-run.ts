import type { ConfigSecrets } from '../platform/config.ts';
import type { App } from '../platform/scope.ts';

/** null: there is an owner. Else the address, under the given origin, where the first one is made. */
export type FirstRun = ((origin: string) => string) | null;

export async function setUp(_app: App, _secrets: ConfigSecrets): Promise<FirstRun> {
  return null;
}
