import { ON_DISK, stateRange, type ItemRow } from './database';
import { delayAfter, isDue } from './delay';
import { readFrozen, readOutcome, sealOutcome, type Frozen, type Outcome } from './item';
import { judge, NO_ANSWER, type Verdict } from './judge';
import { mintUuid } from './mint';
import type { Session } from './session';
import type { Send } from './types';

export interface Sender {
  send: Send;
  now: () => Date;
  /** A number from 0 to 1. */
  random: () => number;
  /** Milliseconds after which an answer counts as lost; shorter than a lock may be held. */
  patience: number;
  /** Whether the session's person is still the one in front of this page. */
  isCurrent: () => boolean;
  changed: () => void;
}

const UNREADABLE: Verdict = { kind: 'needs_you', problem: { code: 'unreadable', title: '', status: 0 } };

/**
 * Send the first item that is due; the caller holds the account's lock.
 * Answers 'idle' when none is due, 'sign_in' when the server asked for it.
 */
export async function sendNext(session: Session, sender: Sender): Promise<'more' | 'sign_in' | 'idle'> {
  const row = await claimNext(session, sender.now().getTime());
  if (!row) return 'idle';
  sender.changed();
  const frozen = await readFrozen(session.keys, row).catch(() => null);
  // Between the claim and here the person may have changed: nothing of one goes out under the other's name.
  if (!sender.isCurrent()) return 'idle';
  const verdict = frozen ? await deliver(session.accountId, frozen, sender) : UNREADABLE;
  await record(session, row, verdict, sender);
  sender.changed();
  return verdict.kind === 'sign_in' ? 'sign_in' : 'more';
}

async function claimNext(session: Session, now: number): Promise<ItemRow | null> {
  const transaction = session.database.transaction('items', 'readwrite', ON_DISK);
  const index = transaction.store.index('by_state');
  // Whoever was sending these held the lock that is ours now, so it is gone, and its answer with it.
  for (const orphan of await index.getAll(stateRange('sending'))) {
    await transaction.store.put({ ...orphan, state: 'waiting', claim: null });
  }
  const next = (await index.getAll(stateRange('waiting'))).find((row) => isDue(row.notBefore, now));
  const claimed: ItemRow | null = next ? { ...next, state: 'sending', claim: mintUuid() } : null;
  if (claimed) await transaction.store.put(claimed);
  await transaction.done;
  return claimed;
}

async function deliver(accountId: string, frozen: Frozen, sender: Sender): Promise<Verdict> {
  const { method, path, body, idempotencyKey, ifMatch } = frozen;
  const request = { accountId, method, path, body, idempotencyKey, ...(ifMatch !== undefined && { ifMatch }) };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const impatience = new Promise<Verdict>((resolve) => {
    timer = setTimeout(() => resolve(NO_ANSWER), sender.patience);
  });
  try {
    const answer = (async () => judge(await sender.send(request), sender.now()))();
    return await Promise.race([answer, impatience]);
  } catch {
    return NO_ANSWER;
  } finally {
    clearTimeout(timer);
  }
}

async function record(session: Session, claimed: ItemRow, verdict: Verdict, sender: Sender): Promise<void> {
  const now = sender.now().getTime();
  const { askedInEpoch } = await readOutcome(session.keys, claimed).catch((): Outcome => ({}));
  const outcome = await sealOutcome(session.keys, claimed.id, {
    ...(askedInEpoch !== undefined && { askedInEpoch }),
    ...(verdict.kind === 'delivered' ? { receipt: verdict.receipt, sentAt: now } : {}),
    ...(verdict.kind !== 'delivered' && verdict.problem && { problem: verdict.problem }),
  });
  const transaction = session.database.transaction('items', 'readwrite', ON_DISK);
  const row = await transaction.store.get(claimed.id);
  // A receipt is true whoever brings it; a failure counts only from the one who still holds the claim.
  if (row && (verdict.kind === 'delivered' ? row.state !== 'sent' : row.claim === claimed.claim)) {
    await transaction.store.put({ ...row, ...settle(row, verdict, now, sender.random()), claim: null, outcome });
  }
  await transaction.done;
}

function settle(row: ItemRow, verdict: Verdict, now: number, chance: number): Partial<ItemRow> {
  const attempts = row.attempts + 1;
  const rest = { notBefore: 0, waitsFor: 'nothing' } as const;
  switch (verdict.kind) {
    case 'delivered':
      return { state: 'sent', attempts, ...rest };
    case 'needs_you':
      return { state: 'needs_you', attempts, ...rest };
    case 'sign_in':
      return { state: 'waiting', ...rest };
    case 'later': {
      const notBefore = now + delayAfter(attempts, chance, verdict.wish);
      return { state: 'waiting', attempts, notBefore, waitsFor: verdict.waitsFor };
    }
  }
}
