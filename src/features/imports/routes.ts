import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { imports } from '../../contract/imports.ts';
import type { ImportId } from '../../kernel/ids.ts';
import { pickLocale } from '../../kernel/locale.ts';
import { implement } from '../../platform/http/serve-api.ts';
import { applyImport } from './apply-import.ts';
import { cancelImport, removeImport } from './cancel-import.ts';
import { planImport } from './plan-import.ts';
import { readImport } from './read-import.ts';
import { receiveImport } from './receive-import.ts';
import { refusedFile } from './refused-file.ts';
import { listImportRows, listImports, showImport } from './show-import.ts';

const idOf = (params: { id: string }) => params.id as ImportId;

export const importRoutes = implement(imports, {
  receive: {
    outside: (app, who, { query, request }) => {
      const announced = request.headers.get('content-length');
      return receiveImport(app, who, {
        name: query.name,
        announced: announced === null ? null : Number(announced),
        body: request.body as ReadableStream | null,
      });
    },
  },
  list: (scope, { query }) => listImports(scope, query),
  show: (scope, { params }) => showImport(scope, idOf(params)),
  read: { outside: (app, who, { params, body }) => readImport(app, who, idOf(params), body) },
  plan: (scope, { params, body }) => planImport(scope, idOf(params), body),
  rows: (scope, { params, query }) => listImportRows(scope, idOf(params), query),
  refusedFile: {
    outside: async (app, who, { params, query, request }) => {
      const locale = query.locale ?? pickLocale(request.headers.get('x-locale') ?? request.headers.get('accept-language'), 'en');
      const { name, text } = await refusedFile(app, who, idOf(params), locale);
      const fileName = `${name}-${app.words[locale].imports.refusedFileName}.csv`;
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="refused.csv"; filename*=UTF-8''${encodeURIComponent(fileName).replace(/'/g, '%27')}`,
      };
      return new Response(Readable.toWeb(Readable.from(text, { objectMode: false })) as ReadableStream, { headers });
    },
  },
  apply: (scope, { params, body }) => applyImport(scope, idOf(params), body.plan),
  cancel: (scope, { params }) => cancelImport(scope, idOf(params)),
  remove: {
    outside: async (app, who, { params }) => {
      await removeImport(app, who, idOf(params));
      return {};
    },
  },
});
