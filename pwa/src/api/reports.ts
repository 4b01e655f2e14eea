import { client, contentOf } from './client';
import type { Page, Receipt, Regions, Report } from './types';

export interface ReportFilter {
  member_id?: string;
  organization_id?: string;
  state?: string;
  cursor?: string;
  limit?: number;
}

export function listReports(filter: ReportFilter): Promise<Page<Report>> {
  return contentOf(client.GET('/reports', { params: { query: filter } }));
}

export function readReport(id: string): Promise<Report> {
  return contentOf(client.GET('/reports/{id}', { params: { path: { id } } }));
}

export interface Acceptance {
  card_number?: string;
  card_issued_on?: string;
  card_inspected?: boolean;
  departed_on?: string;
}

export function acceptReport(id: string, body: Acceptance): Promise<Receipt> {
  return contentOf(client.POST('/reports/{id}/acceptance', { params: { path: { id } }, body }));
}

export function sendReportBack(id: string, reason: string): Promise<Receipt> {
  return contentOf(client.POST('/reports/{id}/sending-back', { params: { path: { id } }, body: { reason } }));
}

export function withdrawReport(id: string): Promise<Receipt> {
  return contentOf(client.POST('/reports/{id}/withdrawal', { params: { path: { id } }, body: {} }));
}

export function readRegions(): Promise<Regions> {
  return contentOf(client.GET('/regions', {}));
}
