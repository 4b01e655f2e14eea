import { client, contentOf } from './client';
import type { WorkList } from './types';

/** Who is to be called: of a branch, or of oneself as a liaison. */
export function readWorkList(organizationId?: string): Promise<WorkList> {
  const query = organizationId === undefined ? {} : { organization_id: organizationId };
  return contentOf(client.GET('/api/v1/contacts/today', { params: { query } }));
}
