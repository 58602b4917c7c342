import { type App, publicUrlOf, type Scope } from '../../platform/scope.ts';

/** The address of the picture that tells of an opening; none while nothing is measured. */
export const pictureUrl = (app: Pick<App, 'config'>, scope: Pick<Scope, 'tenant'>, openId: string | null): string | undefined =>
  openId === null ? undefined : `${publicUrlOf(app, scope.tenant)}/o/${openId}.gif`;
