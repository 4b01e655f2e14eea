import { client, contentOf, once } from './client';
import type { Page, Receipt, Regions, Report } from './types';

export function listReports(memberId: string): Promise<Page<Report>> {
  return contentOf(client.GET('/api/v1/reports', { params: { query: { member_id: memberId, limit: 50 } } }));
}

export function readReport(id: string): Promise<Report> {
  return contentOf(client.GET('/api/v1/reports/{report_id}', { params: { path: { report_id: id } } }));
}

export interface Acceptance {
  card_number?: string;
  card_issued_on?: string;
  card_inspected?: boolean;
  departed_on?: string;
}

export function acceptReport(id: string, body: Acceptance): Promise<Receipt> {
  const params = { path: { report_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/reports/{report_id}/acceptance', { params, body }));
}

export function sendReportBack(id: string, reason: string): Promise<Receipt> {
  const params = { path: { report_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/reports/{report_id}/sending-back', { params, body: { reason } }));
}

export function withdrawReport(id: string): Promise<Receipt> {
  const params = { path: { report_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/reports/{report_id}/withdrawal', { params, body: {} }));
}

export function readRegions(): Promise<Regions> {
  return contentOf(client.GET('/api/v1/regions'));
}
