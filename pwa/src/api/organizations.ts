import { client, contentOf } from './client';
import type { Organization, Page } from './types';

const MOST = 200;

export function listOrganizations(): Promise<Page<Organization>> {
  return contentOf(client.GET('/api/v1/organizations', { params: { query: { limit: MOST } } }));
}
