import { once } from 'node:events';
import { Readable } from 'node:stream';
import { AppError } from '../../kernel/app-error.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import type { App } from '../../platform/scope.ts';
import { pictureKind } from './picture-kind.ts';

/** What picture a file is that was just put; undefined: none. @throws AppError `conflict` where somebody just gave up the same one */
export async function pictureIn(app: App, who: Who, file: string): Promise<string | undefined> {
  const { bytes, head } = await opened(app, who, file, 'conflict');
  bytes.destroy();
  return pictureKind(head);
}

/** A picture as an answer. Once opened it is read to its end, whoever gives it up meanwhile. @throws AppError `notFound` */
export async function showPicture(app: App, who: Who, file: string, headers: Record<string, string>): Promise<Response> {
  const { bytes, head } = await opened(app, who, file, 'notFound');
  return new Response(Readable.toWeb(bytes), {
    headers: {
      'content-type': pictureKind(head) ?? 'application/octet-stream',
      'content-security-policy': "default-src 'none'; sandbox",
      ...headers,
    },
  });
}

/** A file's bytes, and the first of them. */
async function opened(app: App, who: Who, file: string, ifGone: 'conflict' | 'notFound') {
  const bytes = app.files.read(who.tenantId, file);
  await once(bytes, 'readable').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new AppError(ifGone) : error;
  });
  const head = (bytes.read() as Buffer | null) ?? Buffer.alloc(0);
  if (head.length) bytes.unshift(head);
  return { bytes, head };
}
