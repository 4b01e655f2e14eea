import createClient from 'openapi-fetch';
import { mintUuid } from '../offline/mint';
import { problemFrom } from './problem';
import type { paths } from './schema';
import { transport } from './transport';

/** The server's operations, typed by its own document. */
export const client = createClient<paths>({ baseUrl: location.origin, fetch: transport });

/** One act of a person, told apart from its repetitions. */
export function once(key: string = mintUuid()): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': key };
}

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
