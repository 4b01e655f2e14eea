import { client, contentOf, once } from './client';
import type { Invitation, NewInvitation, Page } from './types';

export function listInvitations(organizationId?: string): Promise<Page<Invitation>> {
  const query = organizationId === undefined ? {} : { organization_id: organizationId };
  return contentOf(client.GET('/api/v1/invitations', { params: { query } }));
}

export function invite(personId: string): Promise<NewInvitation> {
  return contentOf(client.POST('/api/v1/invitations', { params: { header: once() }, body: { person_id: personId } }));
}

export async function revokeInvitation(id: string): Promise<void> {
  await contentOf(client.DELETE('/api/v1/invitations/{invitation_id}', { params: { path: { invitation_id: id } } }));
}
