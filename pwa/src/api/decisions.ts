import { client, contentOf, once } from './client';
import type { Receipt } from './types';

export interface Acceptance {
  card_number?: string;
  card_issued_on?: string;
  card_inspected?: boolean;
  departed_on?: string;
}

export function withdrawReport(id: string): Promise<Receipt> {
  const params = { path: { report_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/reports/{report_id}/withdrawal', { params, body: {} }));
}
