import type { Head } from '../offline';
import { adopt } from './access';
import { client, contentOf } from './client';
import type { InvitationHint, SignedIn } from './types';

export async function signIn(phone: string, password: string, personId?: string): Promise<SignedIn> {
  const body = { phone, password, ...(personId === undefined ? {} : { person_id: personId }) };
  const signedIn = await contentOf(client.POST('/auth/sign-in', { body }));
  adopt(signedIn);
  return signedIn;
}

export async function signOut(everywhere: boolean): Promise<void> {
  await contentOf(client.POST(everywhere ? '/auth/sign-out-everywhere' : '/auth/sign-out', {}));
}

export function lookUpInvitation(code: string): Promise<InvitationHint> {
  return contentOf(client.POST('/auth/invitation-lookups', { body: { code } }));
}

export async function acceptInvitation(code: string, password: string, noticeVersion: string): Promise<SignedIn> {
  const consents = [{ kind: 'notice', version: noticeVersion }];
  const signedIn = await contentOf(
    client.POST('/auth/invitation-acceptances', { body: { code, password, consents } }),
  );
  adopt(signedIn);
  return signedIn;
}

export async function giveConsent(kind: string, version: string, agreed: boolean): Promise<void> {
  await contentOf(client.POST('/auth/consents', { body: { kind, version, agreed } }));
}

export async function changePassword(current: string, chosen: string): Promise<void> {
  await contentOf(
    client.POST('/auth/password', { body: { current_password: current, new_password: chosen } }),
  );
}

/** Ask how far each of the actor's journals has come, and how much of it is safe in a backup. */
export function readJournalHeads(): Promise<{ items: Head[] }> {
  return contentOf(client.GET('/sync', {}));
}
