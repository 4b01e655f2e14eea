import type { Client } from 'openapi-fetch';
import { mintUuid } from '../offline/mint';
import { problemFrom } from './problem';
import type { paths } from './schema';
import { transport } from './transport';

/** What a call may carry besides its path; the document says which of it each operation takes. */
interface Call {
  params?: {
    path?: Record<string, unknown>;
    query?: Record<string, unknown>;
    header?: Record<string, string>;
  };
  body?: unknown;
  bodySerializer?: (body: unknown) => BodyInit;
  headers?: Record<string, string>;
  parseAs?: 'json' | 'blob';
}

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

function addressOf(path: string, params: Call['params']): URL {
  const filled = path.replace(/\{(\w+)\}/g, (_hole, name: string) => encodeURIComponent(String(params?.path?.[name])));
  const url = new URL(filled, location.origin);
  for (const [name, value] of Object.entries(params?.query ?? {})) url.searchParams.set(name, String(value));
  return url;
}

async function ask(method: string, path: string, call: Call = {}): Promise<Answered<unknown>> {
  const { params, body, bodySerializer = JSON.stringify, headers, parseAs = 'json' } = call;
  const request = new Request(addressOf(path, params).href, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...params?.header,
      ...headers,
    },
    body: body === undefined ? null : bodySerializer(body),
  });
  const response = await transport(request);
  if (!response.ok) return { error: await response.json().catch(() => undefined), response };
  if (response.status === 204) return { response };
  return { data: parseAs === 'blob' ? await response.blob() : await response.json(), response };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * The server's operations, typed by its own document.
 *
 * The types are those of openapi-fetch; its code is not, because a member's home needs a tenth of it and has
 * 30 kB for everything.
 */
export const client = Object.fromEntries(
  METHODS.map((method) => [method, (path: string, call?: Call) => ask(method, path, call)]),
) as unknown as Pick<Client<paths>, (typeof METHODS)[number]>;

/** One act of a person, told apart from its repetitions. */
export function once(key: string = mintUuid()): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': key };
}

/** Give the content of an answer, or throw what was refused as a Problem. */
export async function contentOf<T>(answering: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await answering;
  if (!response.ok) throw problemFrom(response, error);
  return data as T;
}

/** Give the content and the version that an edit has to name. */
export async function contentWithVersion<T>(answering: Promise<Answered<T>>): Promise<{ content: T; etag: string }> {
  const answer = await answering;
  const content = await contentOf(Promise.resolve(answer));
  return { content, etag: answer.response.headers.get('ETag') ?? '' };
}
