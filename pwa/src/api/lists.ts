import { client, contentOf } from './client';
import type { Contact, Page, Report } from './types';

/** The newest of a place, as many as one answer holds. */
const MOST = 200;

export function listReportsOf(organizationId: string): Promise<Page<Report>> {
  return contentOf(client.GET('/api/v1/reports', { params: { query: { organization_id: organizationId, limit: MOST } } }));
}

export function listContactsOf(organizationId: string): Promise<Page<Contact>> {
  return contentOf(client.GET('/api/v1/contacts', { params: { query: { organization_id: organizationId, limit: MOST } } }));
}
