import { type CallOptions, type Client, type Endpoint, isEndpoint } from '../contract/core.ts';
import { ApiProblem, type ProblemBody } from './api-problem.ts';

interface Sent {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  upload?: unknown;
}

function address(endpoint: Endpoint, { params = {}, query = {} }: Sent): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    if (Array.isArray(value)) {
      if (value.length > 0) search.set(name, value.join(','));
    } else search.set(name, String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body = await response.json().catch(() => ({}));
  return new ApiProblem(response.status, body as ProblemBody);
}

async function send(endpoint: Endpoint, sent: Sent, options: CallOptions): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  const init: RequestInit = { method: endpoint.method.toUpperCase(), headers, credentials: 'same-origin' };
  if (sent.body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(sent.body);
  }
  if (options.signal !== undefined) init.signal = options.signal;
  let response: Response;
  try {
    response = await fetch(address(endpoint, sent), init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiProblem(0, {});
  }
  if (!response.ok) throw await problemOf(response);
  if (endpoint.gives === 'raw') return response;
  if (response.status === 204) return undefined;
  return response.json();
}

/** Sends bytes with progress, which fetch cannot tell. */
function upload(endpoint: Endpoint, sent: Sent, options: CallOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(endpoint.method.toUpperCase(), address(endpoint, sent));
    request.setRequestHeader('accept', 'application/json');
    for (const [name, value] of Object.entries(options.headers ?? {})) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total);
    };
    request.onerror = () => reject(new ApiProblem(0, {}));
    request.onabort = () => reject(new DOMException('Aborted', 'AbortError'));
    request.onload = () => {
      let body: unknown = {};
      try {
        body = request.responseText === '' ? undefined : JSON.parse(request.responseText);
      } catch {
        // no JSON: the status speaks
      }
      if (request.status >= 200 && request.status < 300) resolve(body);
      else reject(new ApiProblem(request.status, (body ?? {}) as ProblemBody));
    };
    options.signal?.addEventListener('abort', () => request.abort());
    request.send(sent.upload as XMLHttpRequestBodyInit);
  });
}

/** The contract's tree, each endpoint a function that calls it. */
export function clientOf<T extends object>(tree: T): Client<T> {
  return Object.fromEntries(
    Object.entries(tree).map(([name, node]) => {
      if (!isEndpoint(node)) return [name, clientOf(node as object)];
      const call = (sent: Sent = {}, options: CallOptions = {}) =>
        node.takes === 'raw' ? upload(node, sent, options) : send(node, sent, options);
      return [name, call];
    }),
  ) as Client<T>;
}
