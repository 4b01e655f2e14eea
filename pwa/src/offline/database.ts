import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { explainFailure, OfflineError } from './errors';
import type { Keys, Sealed } from './seal';
import type { ItemState } from './types';

/** One stored item: only what sending needs to decide is readable, the rest is sealed. */
export interface ItemRow {
  id: string;
  order: number;
  createdAt: string;
  state: ItemState;
  attempts: number;
  /** Milliseconds since 1970 before which the item is not tried again. */
  notBefore: number;
  /** What the back-off waits for; coming online ends only the wait for the network. */
  waitsFor: 'nothing' | 'network' | 'server' | 'undo';
  /** Who is sending it: an answer that comes after another tab took over must not undo its work. */
  claim: string | null;
  frozen: Sealed;
  outcome: Sealed | null;
}

export interface KeptRow {
  name: string;
  at: string;
  sealed: Sealed;
}

export interface AccountSchema extends DBSchema {
  keys: { key: string; value: Keys };
  items: { key: string; value: ItemRow; indexes: { by_state: [string, number]; by_order: number } };
  drafts: { key: string; value: KeptRow };
  cache: { key: string; value: KeptRow; indexes: { by_time: string } };
  lease: { key: string; value: { holder: string; until: number } };
}

export type AccountDatabase = IDBPDatabase<AccountSchema>;

type Upgrade = IDBPTransaction<AccountSchema, StoreNames<AccountSchema>[], 'versionchange'>;
export type Step = (database: AccountDatabase, upgrade: Upgrade) => void;

/** Each step lifts the store by one version; a step adds and changes, it never drops what is unsent. */
export const STEPS: readonly Step[] = [
  (database) => {
    database.createObjectStore('keys');
    const items = database.createObjectStore('items', { keyPath: 'id' });
    items.createIndex('by_state', ['state', 'order']);
    items.createIndex('by_order', 'order');
    database.createObjectStore('drafts', { keyPath: 'name' });
    database.createObjectStore('cache', { keyPath: 'name' }).createIndex('by_time', 'at');
    database.createObjectStore('lease');
  },
];

/** Safari sometimes never answers an open request; the person must not wait for it. */
const PATIENCE = 8_000;

export function databaseName(accountId: string): string {
  return `lxq-account-${accountId}`;
}

/**
 * Open the account's own database, upgrading it first if this app is newer.
 * `onLost` is called when the browser or another tab takes the connection away.
 */
export async function openDatabase(
  accountId: string,
  onLost: () => void,
  steps: readonly Step[] = STEPS,
): Promise<AccountDatabase> {
  let late = false;
  const opening = Promise.resolve().then(() =>
    openDB<AccountSchema>(databaseName(accountId), steps.length, {
      upgrade(database, from, _to, upgrade) {
        for (const step of steps.slice(from)) step(database, upgrade as Upgrade);
      },
      blocking(_from, _to, event) {
        // Another tab upgrades or wipes: holding on would keep it waiting for ever.
        (event.target as IDBDatabase).close();
        onLost();
      },
      terminated: onLost,
    }),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const impatience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      late = true;
      reject(new OfflineError('refused'));
    }, PATIENCE);
  });
  opening.then((database) => late && database.close()).catch(() => undefined);
  try {
    return await Promise.race([opening, impatience]);
  } catch (failure) {
    throw explainFailure(failure);
  } finally {
    clearTimeout(timer);
  }
}

/** All items in one state, oldest first. */
export function stateRange(state: ItemState): IDBKeyRange {
  return IDBKeyRange.bound([state, -Infinity], [state, Infinity]);
}

/** The browser's default may keep a commit in memory only; 存下来了 needs it on the disk. */
export const ON_DISK = { durability: 'strict' } as const;
