import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, vi } from 'vitest';
import { createOffline, type OfflineOptions } from '../create';
import type { NewItem, Offline, OutboxItem } from '../types';
import { CHECK_IN, Server } from './server';
import { Clock } from './clock';

/** A phone with its database, a clock and the server it talks to; new for each test. */
export class Phone {
  server = new Server();
  clock = new Clock();
  private tabs: Offline[] = [];

  /** A tab in which nobody is signed in; without Web Locks unless given. */
  tab(options: OfflineOptions = {}, send = this.server.send): Offline {
    const offline = createOffline(send, {
      now: this.clock.now, random: () => 0.5, locks: null, onNetworkChange: () => () => undefined, ...options,
    });
    this.tabs.push(offline);
    return offline;
  }

  /** A tab that 王秀英, or another account, has open. */
  async openFor(accountId = 'wang', options: OfflineOptions = {}): Promise<Offline> {
    const offline = this.tab(options);
    await offline.open(accountId);
    return offline;
  }

  close(): void {
    for (const offline of this.tabs) offline.lock();
  }
}

/** Give each test of the file a fresh phone. */
export function givePhone(): Phone {
  const phone = new Phone();
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
    Object.assign(phone, new Phone());
  });
  afterEach(() => {
    phone.close();
    vi.restoreAllMocks();
  });
  return phone;
}

/** File an item and wait until it has been tried once. */
export async function file(offline: Offline, item: NewItem = CHECK_IN): Promise<OutboxItem> {
  const stored = await offline.enqueue(item);
  await vi.waitFor(
    async () => {
      const left = (await offline.outbox()).find(({ id }) => id === stored.id);
      if (left && left.attempts === 0 && !left.problem) throw new Error('not tried yet');
    },
    { interval: 2 },
  );
  return stored;
}

export async function statesOf(offline: Offline): Promise<string[]> {
  return (await offline.outbox()).map((item) => item.state);
}
