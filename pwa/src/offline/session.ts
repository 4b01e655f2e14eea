import { openDatabase, ON_DISK, type AccountDatabase } from './database';
import { explainFailure } from './errors';
import { mintKeys, type Keys } from './seal';

/** One account's open store. */
export interface Session {
  accountId: string;
  database: AccountDatabase;
  keys: Keys;
}

/** Open an account's store and its keys, making both at the first time. */
export async function openSession(accountId: string, onLost: () => void): Promise<Session> {
  // Minted first, because a database transaction does not wait for cryptography.
  const fresh = await mintKeys();
  const database = await openDatabase(accountId, onLost);
  try {
    const transaction = database.transaction('keys', 'readwrite', ON_DISK);
    // Two tabs may open for the first time at once: the second takes the keys of the first.
    const kept = await transaction.store.get('account');
    if (!kept) await transaction.store.put(fresh, 'account');
    await transaction.done;
    return { accountId, database, keys: kept ?? fresh };
  } catch (failure) {
    database.close();
    throw explainFailure(failure);
  }
}
