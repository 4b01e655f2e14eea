import { client, contentOf } from './client';
import type { Desk } from './types';

/** Read a desk; null where nothing was recorded since the mark of an earlier answer. */
export async function readDesk(organizationId: string, mark?: string): Promise<{ desk: Desk; mark: string } | null> {
  const answer = await client.GET('/api/v1/desk', {
    params: { query: { organization_id: organizationId } },
    ...(mark === undefined ? {} : { headers: { 'If-None-Match': mark } }),
  });
  if (answer.response.status === 304) return null;
  const desk = await contentOf(Promise.resolve(answer));
  return { desk, mark: answer.response.headers.get('ETag') ?? '' };
}
