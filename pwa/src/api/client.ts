import createClient from 'openapi-fetch';
import { mintUuid } from '../offline/mint';
import type { paths } from './paths';
import { problemFrom } from './problem';
import { API_BASE, transport } from './transport';

export const client = createClient<paths>({
  baseUrl: new URL(API_BASE, location.origin).href,
  fetch: transport,
});

client.use({
  onRequest({ request }) {
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', mintUuid());
    }
    return request;
  },
});

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
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
