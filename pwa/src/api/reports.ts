import { client, contentOf } from './client';
import type { Page, Report } from './types';

export function listReports(memberId: string): Promise<Page<Report>> {
  return contentOf(client.GET('/api/v1/reports', { params: { query: { member_id: memberId, limit: 50 } } }));
}

export function readReport(id: string, reveal = false): Promise<Report> {
  const query = reveal ? { reveal: true } : {};
  return contentOf(client.GET('/api/v1/reports/{report_id}', { params: { path: { report_id: id }, query } }));
}
