import type { AccountDatabase } from './database';
import { mintUuid } from './mint';

/** The part of the browser's `navigator.locks` that sending needs. */
export interface Locks {
  request<T>(
    name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    work: () => Promise<T>,
  ): Promise<T>;
}

/** Longer than one sending may take: whoever holds on for longer is a tab that the phone has frozen. */
export const LONGEST_HOLD = 60_000;
const LOOK_AGAIN = 100;

export function lockName(accountId: string): string {
  return `lxq-outbox-${accountId}`;
}

/** Do the work while no other tab of this account sends, by Web Lock. */
export async function holdLock<T>(locks: Locks, accountId: string, work: () => Promise<T>): Promise<T> {
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), LONGEST_HOLD);
  let begun = false;
  try {
    return await locks.request(lockName(accountId), { signal: impatience.signal }, () => {
      begun = true;
      clearTimeout(timer);
      return work();
    });
  } catch (failure) {
    if (begun || !impatience.signal.aborted) throw failure;
  } finally {
    clearTimeout(timer);
  }
  return locks.request(lockName(accountId), { steal: true }, work);
}

/** Do the work while no other tab of this account sends, where Web Locks are missing (iOS before 15.4). */
export async function holdLease<T>(database: AccountDatabase, now: () => Date, work: () => Promise<T>): Promise<T> {
  const holder = mintUuid();
  while (!(await takeLease(database, holder, now().getTime()))) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN * (0.5 + Math.random())));
  }
  try {
    return await work();
  } finally {
    await releaseLease(database, holder);
  }
}

async function takeLease(database: AccountDatabase, holder: string, now: number): Promise<boolean> {
  const transaction = database.transaction('lease', 'readwrite');
  const lease = await transaction.store.get('outbox');
  // A lease beyond its possible length was taken before the clock was set back.
  const free = !lease || lease.until <= now || lease.until > now + LONGEST_HOLD;
  if (free) await transaction.store.put({ holder, until: now + LONGEST_HOLD }, 'outbox');
  await transaction.done;
  return free;
}

async function releaseLease(database: AccountDatabase, holder: string): Promise<void> {
  const transaction = database.transaction('lease', 'readwrite');
  const lease = await transaction.store.get('outbox');
  if (lease?.holder === holder) await transaction.store.delete('outbox');
  await transaction.done;
}
