import type { ReadableStream } from 'node:stream/web';
import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, inTenant, may, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { selfOf } from '../sessions/index.ts';
import { giveUpFile, giveUpFileJob, keepFile, pictureIn, putFile, showPicture } from '../tenants/index.ts';
import { findUser, setPhoto } from '../users/index.ts';
import { ownPerson, targetOf } from './own-person.ts';
import { shareGroup } from './profile-store.ts';

const LIMIT = 2_000_000;

/**
 * Keeps one's photo exactly as it came: a PNG, JPEG or WebP by its bytes, whatever its name says. Records
 * `user.photoChanged`. @throws AppError `tenants.notAPicture`, `tooLarge`, `conflict`
 */
export async function putPhoto(app: App, who: Who, request: Request): Promise<void> {
  selfOf(who);
  if (!request.body) throw new AppError('tenants.notAPicture');
  const { file } = await putFile(app, who, request.body as ReadableStream, LIMIT);
  if (!(await pictureIn(app, who, file))) {
    await giveUpFile(app, who, file);
    throw new AppError('tenants.notAPicture');
  }
  await changePhoto(app, who, file);
}

/** Takes one's photo away. Records `user.photoChanged`. */
export const removePhoto = (app: App, who: Who): Promise<void> => changePhoto(app, who, null);

async function changePhoto(app: App, who: Who, file: string | null): Promise<void> {
  await inTenant(app, who, async (scope) => {
    const { person, userId } = await ownPerson(scope);
    if (person.photo_file === file) return;
    if (file) await keepFile(app, scope, file);
    await setPhoto(scope, userId, file);
    await record(scope, 'user.photoChanged', { target: targetOf(person), detail: { photo: file !== null } });
    if (person.photo_file) await scope.enqueue(giveUpFileJob, { file: person.photo_file });
  });
}

/** A person's photo, for whoever may see them: the directory, somebody of a common group, themselves. @throws AppError `notFound` */
export async function showPhoto(app: App, who: Who, id: UserId): Promise<Response> {
  const file = await inTenant(app, who, async (scope) => {
    const person = await findUser(scope.tx, id);
    return person?.photo_file && (await maySee(scope, id)) ? person.photo_file : undefined;
  });
  if (!file) throw new AppError('notFound');
  return showPicture(app, who, file, { 'cache-control': 'private, max-age=86400', 'content-disposition': 'inline' });
}

async function maySee(scope: Scope, id: UserId): Promise<boolean> {
  const { actor, tx, tenant } = scope;
  if (may(actor, 'users.read')) return true;
  if (actor.kind !== 'user') return false;
  return actor.userId === id || shareGroup(tx, tenant.id, actor.userId, id);
}
