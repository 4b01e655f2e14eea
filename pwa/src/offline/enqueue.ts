import { ON_DISK, type ItemRow } from './database';
import { explainFailure, OfflineError } from './errors';
import { readItem, sealFrozen } from './item';
import { mintUuid } from './mint';
import type { Session } from './session';
import type { NewItem, OutboxItem } from './types';

/** Freeze an item with its key and put it on the disk at the end of the queue. */
export async function enqueueItem(session: Session, item: NewItem, now: Date): Promise<OutboxItem> {
  const id = mintUuid();
  const { kind, label, method = 'POST', path, body, ifMatch, holdMs = 0 } = item;
  const frozen = await sealFrozen(session.keys, id, {
    kind, label, method, path, body,
    ...(ifMatch !== undefined && { ifMatch }),
    idempotencyKey: mintUuid(),
  });
  const row: Omit<ItemRow, 'order'> = {
    id, createdAt: now.toISOString(), state: 'waiting', attempts: 0,
    notBefore: holdMs > 0 ? now.getTime() + holdMs : 0, waitsFor: holdMs > 0 ? 'undo' : 'nothing',
    claim: null, frozen, outcome: null,
  };
  try {
    return await readItem(session.keys, session.accountId, await append(session, row));
  } catch (failure) {
    const explained = explainFailure(failure);
    if (explained.reason !== 'full') throw explained;
  }
  // What can be fetched again makes room for what cannot.
  try {
    await session.database.clear('cache');
    return await readItem(session.keys, session.accountId, await append(session, row));
  } catch (failure) {
    throw explainFailure(failure);
  }
}

async function append(session: Session, row: Omit<ItemRow, 'order'>): Promise<ItemRow> {
  const transaction = session.database.transaction(['keys', 'items'], 'readwrite', ON_DISK);
  const items = transaction.objectStore('items');
  const [key, last] = await Promise.all([
    transaction.objectStore('keys').getKey('account'),
    items.index('by_order').openKeyCursor(null, 'prev'),
  ]);
  // Another tab has just wiped the account: what is added now would vanish with it.
  if (!key) throw new OfflineError('locked');
  const placed = { ...row, order: (last?.key ?? 0) + 1 };
  // Awaited together: a failed add also fails the transaction, and neither may go unheard.
  await Promise.all([items.add(placed), transaction.done]);
  return placed;
}
