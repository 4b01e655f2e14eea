import { ON_DISK, stateRange } from './database';
import { sendNext, type Sender } from './flush';
import { holdLease, holdLock, LONGEST_HOLD, type Locks } from './hold';
import type { Session } from './session';

/** The sending side of one open account in one tab. */
export interface Queue {
  /** Send what is due. With `hurry`, a wait for the network ends now, and so does the wait for a sign-in. */
  run(hurry: boolean): Promise<void>;
  /** Set the timer for the next item that waits. */
  plan(): Promise<void>;
  /** Start nothing more; resolves when the item that is on its way has its answer. */
  stop(): Promise<void>;
}

/** Gives another tab, or a burst of its news, the time to do the sending itself. */
const SOONEST = 1_000;
/** Timers are 32 bits wide. */
const LATEST = 3_600_000;

export function startQueue(
  reach: () => Promise<Session>,
  sender: Omit<Sender, 'isCurrent'>,
  locks: Locks | null,
): Queue {
  let stopped = false;
  let round: Promise<void> | null = null;
  let asked = false;
  let hurried = false;
  let signInNeeded = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isCurrent = (): boolean => !stopped;

  async function sendAllDue(session: Session): Promise<void> {
    // The lock is taken for each item anew: so no tab holds it for longer than one sending may last.
    const sendOne = () => sendNext(session, { ...sender, isCurrent });
    for (;;) {
      if (stopped) return;
      const step = locks
        ? await holdLock(locks, session.accountId, sendOne)
        : await holdLease(session.database, sender.now, sendOne);
      if (step === 'sign_in') signInNeeded = true;
      if (step !== 'more') return;
    }
  }

  async function runRounds(): Promise<void> {
    do {
      const session = await reach();
      if (hurried) {
        signInNeeded = false;
        await endNetworkWaits(session);
      }
      asked = false;
      hurried = false;
      if (!signInNeeded) await sendAllDue(session);
    } while (isCurrent() && (hurried || (asked && !signInNeeded)));
  }

  const queue: Queue = {
    run(hurry) {
      if (stopped) return Promise.resolve();
      asked = true;
      hurried ||= hurry;
      round ??= runRounds().finally(() => {
        round = null;
        void queue.plan();
      });
      return round;
    },

    async plan() {
      try {
        const due = await findNextDue(await reach(), sender.now().getTime());
        clearTimeout(timer);
        if (stopped || signInNeeded || due === null) return;
        const wait = Math.min(LATEST, Math.max(SOONEST, due - sender.now().getTime()));
        timer = setTimeout(() => void queue.run(false).catch(() => undefined), wait);
      } catch {
        // A store that cannot be read has nothing to plan; the next trigger tries again.
      }
    },

    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round?.catch(() => undefined);
    },
  };
  return queue;
}

async function endNetworkWaits(session: Session): Promise<void> {
  const transaction = session.database.transaction('items', 'readwrite', ON_DISK);
  for (const row of await transaction.store.index('by_state').getAll(stateRange('waiting'))) {
    if (row.waitsFor === 'network') await transaction.store.put({ ...row, notBefore: 0, waitsFor: 'nothing' });
  }
  await transaction.done;
}

async function findNextDue(session: Session, now: number): Promise<number | null> {
  const index = session.database.transaction('items').store.index('by_state');
  const [waiting, sending] = await Promise.all([
    index.getAll(stateRange('waiting')),
    index.count(stateRange('sending')),
  ]);
  const times = waiting.map((row) => row.notBefore);
  // If the tab that sends dies, this one looks after its item.
  if (sending > 0) times.push(now + LONGEST_HOLD);
  return times.length > 0 ? Math.min(...times) : null;
}
