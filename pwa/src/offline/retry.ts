import { ON_DISK, stateRange } from './database';
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

/** End the rest of what can still be undone. */
export async function releaseItems(session: Session): Promise<void> {
  const transaction = session.database.transaction('items', 'readwrite', ON_DISK);
  for (const row of await transaction.store.index('by_state').getAll(stateRange('waiting'))) {
    if (row.waitsFor === 'undo') await transaction.store.put({ ...row, notBefore: 0, waitsFor: 'nothing' });
  }
  await transaction.done;
}
