import type { Head } from '../offline';
import { adopt } from './access';
import { client, contentOf, once } from './client';
import type { InvitationHint, Notice, SignedIn } from './types';

export async function signIn(phone: string, password: string, personId?: string): Promise<SignedIn> {
  const body = { phone, password, ...(personId === undefined ? {} : { person_id: personId }) };
  const signedIn = await contentOf(client.POST('/api/v1/auth/sign-in', { body }));
  adopt(signedIn);
  return signedIn;
}

export async function signOut(everywhere: boolean): Promise<void> {
  await contentOf(
    everywhere ? client.POST('/api/v1/auth/sign-out-everywhere') : client.POST('/api/v1/auth/sign-out'),
  );
}

export function readNotice(): Promise<Notice> {
  return contentOf(client.GET('/api/v1/auth/notice'));
}

export function lookUpInvitation(code: string): Promise<InvitationHint> {
  return contentOf(client.POST('/api/v1/auth/invitation-lookups', { body: { code } }));
}

export async function acceptInvitation(code: string, password: string, noticeVersion: string): Promise<SignedIn> {
  const consents = [{ kind: 'notice' as const, version: noticeVersion }];
  const signedIn = await contentOf(
    client.POST('/api/v1/auth/invitation-acceptances', { body: { code, password, consents } }),
  );
  adopt(signedIn);
  return signedIn;
}

export async function answerNotice(version: string, agreed: boolean): Promise<void> {
  const body = { kind: 'notice' as const, version, agreed };
  await contentOf(client.POST('/api/v1/auth/consents', { params: { header: once() }, body }));
}

export async function changePassword(current: string, chosen: string): Promise<void> {
  await contentOf(
    client.POST('/api/v1/auth/password', { body: { current_password: current, new_password: chosen } }),
  );
}

/** Ask how far each of the actor's journals has come, and how much of it is safe in a backup. */
export function readJournalHeads(): Promise<{ items: Head[] }> {
  return contentOf(client.GET('/api/v1/sync'));
}
