import { client, contentOf, once } from './client';
import type { LeavingReason, Page, Reading, Receipt, TimelineEntry } from './types';

export function readTimeline(id: string): Promise<Page<TimelineEntry>> {
  return contentOf(client.GET('/api/v1/members/{member_id}/timeline', { params: { path: { member_id: id } } }));
}

export function listReadings(id: string): Promise<Page<Reading>> {
  return contentOf(client.GET('/api/v1/members/{member_id}/readings', { params: { path: { member_id: id } } }));
}

export function recordLeaving(id: string, reason: LeavingReason, on: string, basis: string): Promise<Receipt> {
  const params = { path: { member_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/members/{member_id}/leaving', { params, body: { reason, on, basis } }));
}

export function recordMoving(id: string, organizationId: string, on: string, basis: string): Promise<Receipt> {
  const params = { path: { member_id: id }, header: once() };
  const body = { organization_id: organizationId, on, basis };
  return contentOf(client.POST('/api/v1/members/{member_id}/moving', { params, body }));
}
