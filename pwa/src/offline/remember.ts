import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { mintKeys, seal, unseal, type Keys, type Sealed } from './seal';
import type { KnownAccount } from './types';

interface PeopleSchema extends DBSchema {
  keys: { key: string; value: Keys };
  people: { key: string; value: { accountId: string; sealed: Sealed } };
}

/** The people who use this phone, for 换人使用: their names only, sealed with a key of the phone itself. */
async function withPeople<T>(work: (database: IDBPDatabase<PeopleSchema>, keys: Keys) => Promise<T>): Promise<T> {
  const fresh = await mintKeys();
  const database = await openDB<PeopleSchema>('lxq-people', 1, {
    upgrade(created) {
      created.createObjectStore('keys');
      created.createObjectStore('people', { keyPath: 'accountId' });
    },
  });
  try {
    const transaction = database.transaction('keys', 'readwrite');
    const kept = await transaction.store.get('phone');
    if (!kept) await transaction.store.put(fresh, 'phone');
    await transaction.done;
    return await work(database, kept ?? fresh);
  } finally {
    database.close();
  }
}

export function rememberAccount(account: KnownAccount): Promise<void> {
  return withPeople(async (database, keys) => {
    const { accountId } = account;
    await database.put('people', { accountId, sealed: await seal(keys, `people/${accountId}`, account) });
  });
}

/** The remembered accounts, the one last opened first. */
export function listAccounts(): Promise<KnownAccount[]> {
  return withPeople(async (database, keys) => {
    const rows = await database.getAll('people');
    const accounts = await Promise.all(
      rows.map(async ({ accountId, sealed }) => (await unseal(keys, `people/${accountId}`, sealed)) as KnownAccount),
    );
    // oxlint-disable-next-line unicorn/no-array-sort -- toSorted is younger than the phones we promise
    return accounts.sort((one, other) => other.lastOpened.localeCompare(one.lastOpened));
  });
}

export function forgetAccount(accountId: string): Promise<void> {
  return withPeople((database) => database.delete('people', accountId));
}
