import { client, contentOf, once } from './client';
import type { OpeningRow, Receipt } from './types';

export function readOpening(organizationId: string): Promise<{ items: OpeningRow[] }> {
  return contentOf(client.GET('/api/v1/members/opening', { params: { query: { organization_id: organizationId } } }));
}

export interface OpeningFigures {
  organization_id: string;
  rows: Omit<OpeningRow, 'name'>[];
}

export function saveOpening(body: OpeningFigures): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/members/opening', { params: { header: once() }, body }));
}
