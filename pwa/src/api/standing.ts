import { client, contentOf } from './client';
import type { AwayPeriod, Page, Standing } from './types';

const MOST = 200;

export function readStanding(id: string): Promise<Standing> {
  return contentOf(client.GET('/api/v1/members/{member_id}/standing', { params: { path: { member_id: id } } }));
}

export function listStandings(organizationId: string): Promise<Page<Standing>> {
  const query = { organization_id: organizationId, limit: MOST };
  return contentOf(client.GET('/api/v1/standings', { params: { query } }));
}

export function listAwayPeriods(id: string): Promise<{ items: AwayPeriod[] }> {
  return contentOf(client.GET('/api/v1/members/{member_id}/away-periods', { params: { path: { member_id: id } } }));
}
