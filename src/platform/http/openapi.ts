import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { type Endpoint, isEndpoint } from '../../contract/core.ts';
import { statusOf } from './problem.ts';

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().describe('Stable; the words for it may change'),
    detail: z.string().describe('One sentence in the language of Accept-Language'),
    details: z.record(z.string(), z.unknown()),
    errors: z.array(z.object({ path: z.string(), code: z.string(), detail: z.string() })),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

/** The OpenAPI 3.1 document of a contract. */
export function openApiDocument(contract: object, about: { version: string; url: string }) {
  const paths: ZodOpenApiPathsObject = {};
  for (const { name, area, endpoint } of endpointsOf(contract)) {
    const path = `/api/v1${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(endpoint, area, `${area}.${name}`) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Welkom',
      version: about.version,
      description: 'Everything the pages do. Errors are application/problem+json with a stable `code`.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: about.url }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key made in the admin panel' },
        session: { type: 'apiKey', in: 'cookie', name: 'welkom_session', description: 'The cookie of a logged-in browser' },
      },
    },
  });
}

/** Every endpoint of a contract with its name and the part it belongs to. */
export function endpointsOf(contract: object, area = ''): { name: string; area: string; endpoint: Endpoint }[] {
  return Object.entries(contract).flatMap(([name, node]) =>
    isEndpoint(node) ? [{ name, area, endpoint: node }] : endpointsOf(node as object, area ? `${area}.${name}` : name),
  );
}

function operationOf(endpoint: Endpoint, area: string, id: string): ZodOpenApiOperationObject {
  const status = String(endpoint.status ?? 200) as '200';
  const codes = [
    ...(endpoint.errors ?? []),
    ...(endpoint.access === 'public' ? [] : (['unauthenticated', 'forbidden'] as const)),
  ];
  const byStatus = groupBy(codes);
  const access =
    endpoint.access === 'public'
      ? 'Anybody.'
      : endpoint.access === 'member'
        ? 'Anybody logged in.'
        : `Needs \`${endpoint.access}\`.`;
  return {
    operationId: id,
    tags: [area],
    summary: endpoint.summary,
    description: access,
    ...(endpoint.access === 'public' ? { security: [] } : { security: [{ key: [] }, { session: [] }] }),
    ...(endpoint.params || endpoint.query
      ? {
          requestParams: {
            ...(endpoint.params ? { path: endpoint.params as z.ZodObject } : {}),
            ...(endpoint.query ? { query: endpoint.query as z.ZodObject } : {}),
          },
        }
      : {}),
    ...(endpoint.body ? { requestBody: { required: true, content: { 'application/json': { schema: endpoint.body } } } } : {}),
    ...(endpoint.takes === 'raw'
      ? {
          requestBody: {
            required: true,
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
        }
      : {}),
    responses: {
      [status]:
        endpoint.gives === 'raw'
          ? { description: 'The bytes', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }
          : { description: 'Done', content: { 'application/json': { schema: endpoint.ok } } },
      ...Object.fromEntries(
        [...byStatus].map(([code, list]) => [
          String(code),
          { description: [...new Set(list)].join(', '), content: { 'application/problem+json': { schema: problem } } },
        ]),
      ),
    },
  };
}

function groupBy(codes: Parameters<typeof statusOf>[0][]): Map<number, typeof codes> {
  const groups = new Map<number, typeof codes>();
  for (const code of codes) groups.set(statusOf(code), [...(groups.get(statusOf(code)) ?? []), code]);
  return groups;
}
