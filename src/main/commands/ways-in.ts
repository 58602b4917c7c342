import { removeProofsOf } from '../../features/profile/index.ts';
import { devicesOfUser, endDeviceOfUser } from '../../features/sessions/index.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import { type Answer, asOperator, type Here } from './answer.ts';
import { personCalled } from './find-person.ts';
import { tableLines } from './table-lines.ts';

/** Where somebody is logged in; `end` logs them out on that one device. */
export async function devicesOf(here: Here, who: string, { end }: { end?: string }): Promise<Answer> {
  return asOperator(here, async (scope) => {
    const { id, display_name: name } = await personCalled(scope, who);
    const devices = await devicesOfUser(scope, id);
    if (end === undefined) {
      const rows = devices.map((device) => [device.id, device.name, device.origin ?? '', device.lastSeenAt]);
      const lines = rows.length ? tableLines(['ID', 'DEVICE', 'FROM', 'LAST USED'], rows) : [`${name} is logged in nowhere.`];
      return { lines, json: devices };
    }
    const device = devices.find((one) => one.id === end);
    if (!device) throw new CannotStart(`${name} is not logged in on a device "${end}"; without --end you see which there are.`);
    await endDeviceOfUser(scope, id, end as SessionId);
    return { done: `${name} is logged out on ${device.name}.`, json: { id, ended: end } };
  });
}

/** For a lost phone. */
export async function removeProofs(here: Here, who: string): Promise<Answer> {
  return asOperator(here, async (scope) => {
    const { id, display_name: name } = await personCalled(scope, who);
    await removeProofsOf(scope, id);
    const done = `Two-step login and passkeys of ${name} are removed, and every device is logged out; the password stays.`;
    return { done, json: { id, proofsRemoved: true } };
  });
}
