import { client, contentOf, contentWithVersion, once } from './client';
import type {
  AwayPeriod,
  Desk,
  LeavingReason,
  Member,
  MemberChanges,
  NewMember,
  OpeningRow,
  Organization,
  Page,
  Reading,
  Receipt,
  Standing,
  TimelineEntry,
} from './types';

const MOST = 200;

export interface MemberFilter {
  organization_id?: string;
  q?: string;
  state?: 'home' | 'away';
  cursor?: string;
}

export function listMembers(filter: MemberFilter): Promise<Page<Member>> {
  return contentOf(client.GET('/api/v1/members', { params: { query: { sort: 'name', ...filter } } }));
}

export function readMember(id: string, reveal = false): Promise<Member> {
  const query = reveal ? { reveal: true } : {};
  return contentOf(client.GET('/api/v1/members/{member_id}', { params: { path: { member_id: id }, query } }));
}

export function readMemberForEdit(id: string): Promise<{ content: Member; etag: string }> {
  return contentWithVersion(client.GET('/api/v1/members/{member_id}', { params: { path: { member_id: id } } }));
}

export function editMember(id: string, etag: string, changes: MemberChanges): Promise<Receipt> {
  const params = { path: { member_id: id }, header: { 'If-Match': etag } };
  return contentOf(client.PATCH('/api/v1/members/{member_id}', { params, body: changes }));
}

export function addMember(body: NewMember, key: string): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/members', { params: { header: once(key) }, body }));
}

export function readStanding(id: string): Promise<Standing> {
  return contentOf(client.GET('/api/v1/members/{member_id}/standing', { params: { path: { member_id: id } } }));
}

export function listStandings(organizationId: string): Promise<Page<Standing>> {
  const query = { organization_id: organizationId, limit: MOST };
  return contentOf(client.GET('/api/v1/standings', { params: { query } }));
}

export function readTimeline(id: string): Promise<Page<TimelineEntry>> {
  return contentOf(client.GET('/api/v1/members/{member_id}/timeline', { params: { path: { member_id: id } } }));
}

export function listReadings(id: string): Promise<Page<Reading>> {
  return contentOf(client.GET('/api/v1/members/{member_id}/readings', { params: { path: { member_id: id } } }));
}

export function listAwayPeriods(id: string): Promise<{ items: AwayPeriod[] }> {
  return contentOf(client.GET('/api/v1/members/{member_id}/away-periods', { params: { path: { member_id: id } } }));
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

export function readOpening(organizationId: string): Promise<{ items: OpeningRow[] }> {
  return contentOf(client.GET('/api/v1/members/opening', { params: { query: { organization_id: organizationId } } }));
}

export function saveOpening(organizationId: string, rows: Omit<OpeningRow, 'name'>[]): Promise<Receipt> {
  const body = { organization_id: organizationId, rows };
  return contentOf(client.POST('/api/v1/members/opening', { params: { header: once() }, body }));
}

export function listOrganizations(): Promise<Page<Organization>> {
  return contentOf(client.GET('/api/v1/organizations', { params: { query: { limit: MOST } } }));
}

export function readDesk(organizationId: string): Promise<Desk> {
  return contentOf(client.GET('/api/v1/desk', { params: { query: { organization_id: organizationId } } }));
}
