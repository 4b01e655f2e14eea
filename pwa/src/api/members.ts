import { client, contentOf, contentWithVersion } from './client';
import type { AwayPeriod, Desk, Member, OpeningRow, Organization, Page, Reading, Receipt, TimelineEntry } from './types';

export interface MemberFilter {
  organization_id?: string;
  q?: string;
  state?: string;
  cursor?: string;
  limit?: number;
}

export function listMembers(filter: MemberFilter): Promise<Page<Member>> {
  return contentOf(client.GET('/members', { params: { query: { sort: 'name', ...filter } } }));
}

export function readMember(id: string, reveal = false): Promise<Member> {
  const query = reveal ? { reveal: true } : {};
  return contentOf(client.GET('/members/{id}', { params: { path: { id }, query } }));
}

export function readMemberForEdit(id: string): Promise<{ content: Member; etag: string }> {
  return contentWithVersion(client.GET('/members/{id}', { params: { path: { id } } }));
}

export function editMember(id: string, etag: string, changes: Record<string, unknown>): Promise<Receipt> {
  return contentOf(
    client.PATCH('/members/{id}', { params: { path: { id }, header: { 'If-Match': etag } }, body: changes }),
  );
}

export function addMember(body: Record<string, unknown>, key: string): Promise<Receipt> {
  return contentOf(client.POST('/members', { params: { header: { 'Idempotency-Key': key } }, body }));
}

export function readTimeline(id: string, cursor?: string): Promise<Page<TimelineEntry>> {
  const query = cursor === undefined ? {} : { cursor };
  return contentOf(client.GET('/members/{id}/timeline', { params: { path: { id }, query } }));
}

export function listReadings(id: string): Promise<Page<Reading>> {
  return contentOf(client.GET('/members/{id}/readings', { params: { path: { id } } }));
}

export function recordLeaving(id: string, reason: string, on: string, basis: string): Promise<Receipt> {
  return contentOf(client.POST('/members/{id}/leaving', { params: { path: { id } }, body: { reason, on, basis } }));
}

export function recordMoving(id: string, organizationId: string, on: string, basis: string): Promise<Receipt> {
  const body = { organization_id: organizationId, on, basis };
  return contentOf(client.POST('/members/{id}/moving', { params: { path: { id } }, body }));
}

export function readOpening(organizationId: string): Promise<Page<OpeningRow>> {
  return contentOf(
    client.GET('/members/opening', { params: { query: { organization_id: organizationId, limit: 200 } } }),
  );
}

export function saveOpening(organizationId: string, rows: Omit<OpeningRow, 'name'>[]): Promise<Receipt> {
  return contentOf(client.POST('/members/opening', { body: { organization_id: organizationId, rows } }));
}

export function listOrganizations(): Promise<Page<Organization>> {
  return contentOf(client.GET('/organizations', { params: { query: { limit: 200 } } }));
}

export function readDesk(organizationId?: string): Promise<Desk> {
  const query = organizationId === undefined ? {} : { organization_id: organizationId };
  return contentOf(client.GET('/desk', { params: { query } }));
}

export function listAwayPeriods(id: string): Promise<Page<AwayPeriod>> {
  return contentOf(client.GET('/members/{id}/away-periods', { params: { path: { id } } }));
}
