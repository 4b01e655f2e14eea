import { stateRange, type ItemRow } from './database';
import { readItem } from './item';
import type { Session } from './session';
import type { ItemState, OutboxItem } from './types';

const UNSENT: readonly ItemState[] = ['waiting', 'sending', 'needs_you'];

/** Everything that has no receipt yet, in the order in which it was made. */
export async function listUnsent(session: Session): Promise<OutboxItem[]> {
  const rows = await session.database.getAllFromIndex('items', 'by_order');
  return readAll(session, rows.filter((row) => row.state !== 'sent'));
}

/** Everything that has arrived and rests here until the server has it in a verified backup, in the same order. */
export async function listSent(session: Session): Promise<OutboxItem[]> {
  return readAll(session, await session.database.getAllFromIndex('items', 'by_state', stateRange('sent')));
}

export async function countUnsent(session: Session): Promise<number> {
  const index = session.database.transaction('items').store.index('by_state');
  const counts = await Promise.all(UNSENT.map((state) => index.count(stateRange(state))));
  return counts.reduce((sum, count) => sum + count, 0);
}

function readAll(session: Session, rows: ItemRow[]): Promise<OutboxItem[]> {
  return Promise.all(rows.map((row) => readItem(session.keys, session.accountId, row)));
}
