import { ON_DISK } from './database';
import { disguise, seal, unseal } from './seal';
import type { Session } from './session';

export async function loadDraft(session: Session, key: string): Promise<unknown> {
  const name = await disguise(session.keys, `drafts/${key}`);
  const row = await session.database.get('drafts', name);
  return row && unseal(session.keys, `drafts/${name}`, row.sealed);
}

export async function saveDraft(session: Session, key: string, value: unknown, now: Date): Promise<void> {
  const name = await disguise(session.keys, `drafts/${key}`);
  const sealed = await seal(session.keys, `drafts/${name}`, value);
  const transaction = session.database.transaction('drafts', 'readwrite', ON_DISK);
  await Promise.all([transaction.store.put({ name, at: now.toISOString(), sealed }), transaction.done]);
}

export async function dropDraft(session: Session, key: string): Promise<void> {
  await session.database.delete('drafts', await disguise(session.keys, `drafts/${key}`));
}
