import { client, contentOf, contentWithVersion, once } from './client';
import type { Member, MemberChanges, NewMember, Page, Receipt } from './types';

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
