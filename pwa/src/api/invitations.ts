import { client, contentOf } from './client';
import type { Invitation, NewInvitation, Page } from './types';

export function listInvitations(organizationId?: string): Promise<Page<Invitation>> {
  const query = organizationId === undefined ? {} : { organization_id: organizationId };
  return contentOf(client.GET('/invitations', { params: { query } }));
}

export function invite(personId: string): Promise<NewInvitation> {
  return contentOf(client.POST('/invitations', { body: { person_id: personId } }));
}

export async function revokeInvitation(id: string): Promise<void> {
  await contentOf(client.DELETE('/invitations/{id}', { params: { path: { id } } }));
}
