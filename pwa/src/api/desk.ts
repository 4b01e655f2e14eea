import { client, contentOf } from './client';
import type { Desk } from './types';

export function readDesk(organizationId: string): Promise<Desk> {
  return contentOf(client.GET('/api/v1/desk', { params: { query: { organization_id: organizationId } } }));
}
