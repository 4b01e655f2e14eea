import { client, contentOf, once } from './client';
import type { OpeningRow, Receipt } from './types';

export function readOpening(organizationId: string): Promise<{ items: OpeningRow[] }> {
  return contentOf(client.GET('/api/v1/members/opening', { params: { query: { organization_id: organizationId } } }));
}

export function saveOpening(organizationId: string, rows: Omit<OpeningRow, 'name'>[]): Promise<Receipt> {
  const body = { organization_id: organizationId, rows };
  return contentOf(client.POST('/api/v1/members/opening', { params: { header: once() }, body }));
}
