import { linksFor, prepareActivations } from '../../src/features/activation/index.ts';
import type { UserId } from '../../src/kernel/ids.ts';
import type { TestApp, TestTenant } from './app.ts';

export const PASSWORD = 'paraplu fietsbel oktopus';

/** The link with which somebody comes in for the first time. */
export const linkOf = (app: TestApp, tenant: TestTenant, id: UserId): Promise<string> =>
  tenant.asSystem(async (scope) => {
    const [made] = await prepareActivations(scope, [id], { expiresAt: new Date(scope.now.getTime() + 86_400_000) });
    return (await linksFor(app, scope, [made!.activationId])).get(made!.activationId)!.url;
  });

/** Lets somebody in by their link, at the server that listens at `url`. @returns the cookie of their device */
export async function letIn(app: TestApp, tenant: TestTenant, url: string, id: UserId): Promise<string> {
  const [, linkId, secret] = /activate\/(.+)#(.+)/.exec(await linkOf(app, tenant, id)) ?? [];
  const answer = await fetch(`${url}/api/v1/activation`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: linkId, secret, password: PASSWORD }),
  });
  if (answer.status !== 200) throw new Error(`Nobody was let in: ${answer.status} ${await answer.text()}`);
  return answer.headers.getSetCookie()[0]!.split(';')[0]!;
}
