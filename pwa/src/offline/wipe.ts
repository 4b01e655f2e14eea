import { deleteDB } from 'idb';
import { databaseName, ON_DISK } from './database';
import type { Session } from './session';

const STORES = ['keys', 'items', 'drafts', 'cache', 'lease'] as const;

/** Destroy an account's keys and contents: from here on nothing of it can be read. */
export async function clearAccount(session: Session): Promise<void> {
  const transaction = session.database.transaction(STORES, 'readwrite', ON_DISK);
  await Promise.all([...STORES.map((store) => transaction.objectStore(store).clear()), transaction.done]);
}

/** Remove the emptied database itself. */
export async function dropAccount(session: Session): Promise<void> {
  session.database.close();
  // A frozen tab can hold the empty shell open for hours; the browser removes it when that tab ends.
  await new Promise<void>((resolve, reject) => {
    deleteDB(databaseName(session.accountId), { blocked: () => resolve() }).then(resolve, reject);
  });
}
