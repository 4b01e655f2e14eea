import { ON_DISK } from './database';
import { OfflineError } from './errors';
import type { Session } from './session';

/** Drop an unsent item; one that may be arriving this moment, or has arrived, stays. */
export async function discardItem(session: Session, id: string): Promise<void> {
  const transaction = session.database.transaction('items', 'readwrite', ON_DISK);
  const row = await transaction.store.get(id);
  if (row?.state === 'sending') throw new OfflineError('being_sent');
  if (row?.state === 'sent') throw new OfflineError('already_sent');
  await transaction.store.delete(id);
  await transaction.done;
}
