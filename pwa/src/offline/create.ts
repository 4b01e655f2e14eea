import { openAnnouncer, type Announcer, type News } from './announce';
import { getCached, putCached } from './cache';
import { discardItem } from './discard';
import { dropDraft, loadDraft, saveDraft } from './draft';
import { enqueueItem } from './enqueue';
import { explainFailure, OfflineError } from './errors';
import { exportUnsentItems } from './export';
import type { Locks } from './hold';
import { countUnsent, listSent, listUnsent } from './list';
import { startQueue, type Queue } from './queue';
import { forgetAccount, listAccounts, rememberAccount } from './remember';
import { releaseItems, retryItem } from './retry';
import { openSession, type Session } from './session';
import type { Offline, Send } from './types';
import { wakeWithBrowser, type OnNetworkChange } from './wake';
import { clearAccount, dropAccount } from './wipe';

export interface OfflineOptions {
  now?: () => Date;
  /** A number from 0 to 1 that spreads the back-off. */
  random?: () => number;
  /** The tabs' common locks; null where the browser has none. */
  locks?: Locks | null;
  onNetworkChange?: OnNetworkChange;
  /** Milliseconds after which an answer counts as lost. */
  patience?: number;
}

/** One account as it is open in this tab. */
interface OpenAccount {
  accountId: string;
  session: Promise<Session> | null;
  announcer: Announcer;
  queue: Queue;
  close(): void;
}

/** Build the offline floor of one tab; every write of the app goes through its `enqueue`. */
export function createOffline(send: Send, options: OfflineOptions = {}): Offline {
  const { now = () => new Date(), random = Math.random, onNetworkChange = wakeWithBrowser, patience = 30_000 } = options;
  const locks = options.locks === undefined ? findLocks() : options.locks;
  const listeners = new Set<() => void>();
  let current: OpenAccount | null = null;

  function notify(): void {
    // Not called here and now: what a screen does wrong must not break a sending half-way.
    for (const listener of listeners) void Promise.resolve().then(listener);
  }

  function unlock(accountId: string): OpenAccount {
    const announcer = openAnnouncer(accountId, (news: News) => {
      if (news === 'wiped' && current === account) offline.lock();
      else void account.queue.plan();
      notify();
    });
    const changed = (): void => {
      if (current === account) announcer.tell('changed');
      notify();
    };
    const queue = startQueue(() => reach(account), { send, now, random, patience, changed }, locks);
    const stopWaking = onNetworkChange(() => {
      // What other tabs did while this one slept is read again, and what waits goes out.
      notify();
      void queue.run(true).catch(() => undefined);
    });
    const account: OpenAccount = {
      accountId,
      session: null,
      announcer,
      queue,
      close() {
        stopWaking();
        announcer.close();
        const { session } = account;
        // Not before the answer that is under way is stored: it may be a receipt.
        void queue
          .stop()
          .then(() => session)
          .then((opened) => opened?.database.close())
          .catch(() => undefined);
      },
    };
    return account;
  }

  /** The account's session, opened again if the browser took the last one away. */
  function reach(account: OpenAccount): Promise<Session> {
    if (current !== account) return Promise.reject(new OfflineError('locked'));
    if (account.session) return account.session;
    const forget = (): void => {
      account.session = null;
    };
    const session = openSession(account.accountId, forget);
    account.session = session;
    session.catch(forget);
    return session;
  }

  async function use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    if (!current) throw new OfflineError('locked');
    try {
      return await work(await reach(current));
    } catch (failure) {
      throw explainFailure(failure);
    }
  }

  async function change<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const account = current;
    const result = await use(work);
    account?.announcer.tell('changed');
    notify();
    return result;
  }

  function sendInBackground(hurry: boolean): void {
    void current?.queue.run(hurry).catch(() => undefined);
  }

  const offline: Offline = {
    async open(accountId) {
      if (current?.accountId !== accountId) {
        offline.lock();
        current = unlock(accountId);
      }
      await use(() => Promise.resolve());
      notify();
      sendInBackground(true);
    },

    lock() {
      current?.close();
      current = null;
      notify();
    },

    async enqueue(item) {
      const stored = await change((session) => enqueueItem(session, item, now()));
      askToPersist();
      sendInBackground(false);
      return stored;
    },

    outbox: () => use(listUnsent),
    sentBox: () => use(listSent),
    unsentCount: () => use(countUnsent),
    discard: (id) => change((session) => discardItem(session, id)),
    exportUnsent: () => use((session) => exportUnsentItems(session, now())),

    async retry(id) {
      await change((session) => retryItem(session, id));
      sendInBackground(true);
    },

    async release() {
      await use(releaseItems);
      sendInBackground(false);
    },

    drafts: {
      load: (key) => use((session) => loadDraft(session, key)),
      save: (key, value) => use((session) => saveDraft(session, key, value, now())),
      drop: (key) => use((session) => dropDraft(session, key)),
    },

    cache: {
      get: <T>(key: string) =>
        use((session) => getCached(session, key) as Promise<{ value: T; at: string } | undefined>).catch(
          () => undefined,
        ),
      put: (key, value) => use((session) => putCached(session, key, value, now())).catch(() => undefined),
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async flush() {
      const account = current;
      try {
        await account?.queue.run(true);
      } catch (failure) {
        // Locked half-way: the rest goes out when the account is opened again.
        if (account === current) throw explainFailure(failure);
      }
    },

    async wipe() {
      const account = current;
      if (!account) throw new OfflineError('locked');
      await use(async (session) => {
        await clearAccount(session);
        account.announcer.tell('wiped');
        await dropAccount(session);
      });
      offline.lock();
      await forgetAccount(account.accountId).catch(() => undefined);
    },

    // Who uses this phone only makes signing in quicker, so a phone that cannot keep it loses nothing.
    knownAccounts: () => listAccounts().catch(() => []),
    remember: (account) => rememberAccount({ ...account, lastOpened: now().toISOString() }).catch(() => undefined),

    async reconcile(heads) {
      // Only after the first screen, so the first screen does not wait for its code.
      const { reconcileSent } = await import('./reconcile');
      if (await change((session) => reconcileSent(session, heads, now()))) sendInBackground(false);
    },
  };
  return offline;
}

function findLocks(): Locks | null {
  // Hidden over plain HTTP and missing before iOS 15.4.
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  return locks ? (locks as unknown as Locks) : null;
}

/** Ask the browser not to clear the store when it needs room; only now is there something to lose. */
function askToPersist(): void {
  const storage = globalThis.navigator?.storage as StorageManager | undefined;
  void storage?.persist?.().catch(() => undefined);
}
