import { ON_DISK } from './database';
import type { Session } from './session';

/** Put a parked item back into the queue as it is, for when its hindrance lay elsewhere. */
export async function retryItem(session: Session, id: string): Promise<void> {
  const transaction = session.database.transaction('items', 'readwrite', ON_DISK);
  const row = await transaction.store.get(id);
  if (row?.state === 'needs_you') {
    await transaction.store.put({ ...row, state: 'waiting', attempts: 0, notBefore: 0, waitsFor: 'nothing' });
  }
  await transaction.done;
}
