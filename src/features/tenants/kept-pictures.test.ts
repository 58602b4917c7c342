import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { filesOnDisk } from '../../platform/files.ts';
import type { App } from '../../platform/scope.ts';
import { systemActor } from '../../platform/scope.ts';
import { pictureIn, showPicture } from './kept-pictures.ts';

const root = mkdtempSync(join(tmpdir(), 'welkom-pictures-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const files = filesOnDisk(root);
const app = { files } as App;
const who = { tenantId: newId<'tenant'>(), actor: systemActor('test') };
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const put = async (bytes: Buffer) => (await files.put(who.tenantId, Readable.from([bytes]), 2_000_000)).file;

test.each([
  ['a picture', SIGNATURE, 'image/png'],
  ['a text', Buffer.from('no picture'), undefined],
  ['nothing', Buffer.alloc(0), undefined],
])('what %s is', async (_what, bytes, kind) => {
  expect(await pictureIn(app, who, await put(bytes))).toBe(kind);
});

test('where another gave up the very same picture in this moment, whoever put it is told so', async () => {
  const file = await put(Buffer.concat([SIGNATURE, Buffer.from('both')]));
  await files.remove(who.tenantId, file);
  await expect(pictureIn(app, who, file)).rejects.toMatchObject({ code: 'conflict' });
  await expect(showPicture(app, who, file, {})).rejects.toMatchObject({ code: 'notFound' });
});

test('a picture is shown to its end although it is given up meanwhile', async () => {
  const bytes = Buffer.concat([SIGNATURE, Buffer.alloc(500_000, 'x')]);
  const file = await put(bytes);
  const answer = await showPicture(app, who, file, { 'cache-control': 'private' });
  await files.remove(who.tenantId, file);
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(answer.headers.get('cache-control')).toBe('private');
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
});
