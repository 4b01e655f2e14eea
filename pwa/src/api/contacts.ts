import { client, contentOf, once } from './client';
import type { Contact, ContactCalendar, ContactPause, NewPause, Numbers, Page, Receipt, SearchRecord } from './types';

/** The numbers that a call or a message needs; the member reads who asked for them. */
export function lookUpNumbers(memberId: string, whom: 'member' | 'family'): Promise<Numbers> {
  const params = { path: { member_id: memberId } };
  return contentOf(client.POST('/api/v1/members/{member_id}/call', { params, body: { whom } }));
}

export function listContacts(memberId: string, cursor?: string): Promise<Page<Contact>> {
  const query = cursor === undefined ? {} : { cursor };
  return contentOf(client.GET('/api/v1/members/{member_id}/contacts', { params: { path: { member_id: memberId }, query } }));
}

/** The contacts of a branch that look like one noted down by somebody else. */
export function listSuspected(organizationId: string): Promise<Page<Contact>> {
  const query = { organization_id: organizationId, suspected: true };
  return contentOf(client.GET('/api/v1/contacts', { params: { query } }));
}

export function readContact(id: string): Promise<Contact> {
  return contentOf(client.GET('/api/v1/contacts/{contact_id}', { params: { path: { contact_id: id } } }));
}

/** Decide whether two entries are one call (同一次) or two. */
export function decideDouble(id: string, same: boolean): Promise<Receipt> {
  const params = { path: { contact_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/contacts/{contact_id}/merging', { params, body: { same } }));
}

export function withdrawContact(id: string): Promise<Receipt> {
  const params = { path: { contact_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/contacts/{contact_id}/withdrawal', { params, body: {} }));
}

export function readContactCalendar(memberId: string, year: number): Promise<ContactCalendar> {
  const params = { path: { member_id: memberId }, query: { year } };
  return contentOf(client.GET('/api/v1/members/{member_id}/contact-calendar', { params }));
}

export function readSearchRecord(memberId: string): Promise<SearchRecord> {
  const params = { path: { member_id: memberId } };
  return contentOf(client.GET('/api/v1/members/{member_id}/search-record', { params }));
}

export function listPauses(memberId: string): Promise<{ items: ContactPause[] }> {
  const params = { path: { member_id: memberId } };
  return contentOf(client.GET('/api/v1/members/{member_id}/contact-pauses', { params }));
}

export function pauseContact(memberId: string, body: NewPause): Promise<Receipt> {
  const params = { path: { member_id: memberId }, header: once() };
  return contentOf(client.POST('/api/v1/members/{member_id}/contact-pauses', { params, body }));
}

export function endPause(id: string, toOn: string): Promise<Receipt> {
  const params = { path: { pause_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/contact-pauses/{pause_id}/ending', { params, body: { to_on: toOn } }));
}
