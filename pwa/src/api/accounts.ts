import { client, contentOf, once } from './client';
import type { GivenRole, NewGrant, Page, Receipt } from './types';

const MOST = 200;

export function listGrants(organizationId: string, cursor?: string): Promise<Page<GivenRole>> {
  const query = { organization_id: organizationId, limit: MOST, ...(cursor === undefined ? {} : { cursor }) };
  return contentOf(client.GET('/api/v1/grants', { params: { query } }));
}

export function giveRole(body: NewGrant): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/grants', { params: { header: once() }, body }));
}

/** End a role after a day, or at once where no day is given. */
export function endRole(grant: GivenRole, lastOn: string | null): Promise<Receipt> {
  const params = { path: { grant_id: grant.id }, header: once() };
  const body = { last_on: lastOn };
  return grant.delegated
    ? contentOf(client.POST('/api/v1/delegations/{grant_id}/ending', { params, body }))
    : contentOf(client.POST('/api/v1/grants/{grant_id}/ending', { params, body }));
}

export function delegate(organizationId: string, personId: string, fromOn: string, toOn: string): Promise<Receipt> {
  const body = { organization_id: organizationId, person_id: personId, from_on: fromOn, to_on: toOn };
  return contentOf(client.POST('/api/v1/delegations', { params: { header: once() }, body }));
}
