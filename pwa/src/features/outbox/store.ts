import { batch, signal } from '@preact/signals';
import { Unreachable } from '../../api/problem';
import { sendOutboxRequest } from '../../api/transport';
import { createOffline, OfflineError, type NewItem, type OutboxItem } from '../../offline';
import { mintUuid } from '../../offline/mint';

export const offline = createOffline(sendOutboxRequest);

/** What this phone still holds for the open account, oldest first. */
export const unsent = signal<OutboxItem[]>([]);
/** What has a receipt but is not yet in a verified backup. */
export const sent = signal<OutboxItem[]>([]);
/** Whether the phone thinks that it has a network. */
export const online = signal(navigator.onLine);

addEventListener('online', () => {
  online.value = true;
});
addEventListener('offline', () => {
  online.value = false;
});

async function readBoxes(): Promise<void> {
  try {
    const [waiting, delivered] = await Promise.all([offline.outbox(), offline.sentBox()]);
    // Together: what has just arrived is at no moment nowhere.
    batch(() => {
      unsent.value = waiting;
      sent.value = delivered;
    });
  } catch (error) {
    if (!(error instanceof OfflineError)) throw error;
    unsent.value = [];
    sent.value = [];
  }
}

offline.subscribe(() => void readBoxes());

/**
 * Hand something in: it lies on this phone until the server gives a receipt.
 *
 * A phone that can keep nothing (plain HTTP, private window) sends at once and gives the sent item back.
 * @throws Unreachable when it could neither be kept nor sent.
 */
export async function handIn(accountId: string, item: NewItem): Promise<OutboxItem> {
  try {
    return await offline.enqueue(item);
  } catch (error) {
    if (!(error instanceof OfflineError)) throw error;
    return sendAtOnce(accountId, item);
  }
}

async function sendAtOnce(accountId: string, item: NewItem): Promise<OutboxItem> {
  const { method = 'POST', holdMs: _hold, ...rest } = item;
  const idempotencyKey = mintUuid();
  const response = await sendOutboxRequest({ ...rest, method, accountId, idempotencyKey });
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.status >= 500) throw new Unreachable();
  const written = { ...rest, method, id: mintUuid(), accountId, idempotencyKey, createdAt: new Date().toISOString() };
  if (response.ok) {
    const receipt = body as unknown as NonNullable<OutboxItem['receipt']>;
    return { ...written, attempts: 1, state: 'sent', receipt };
  }
  const problem = body as unknown as NonNullable<OutboxItem['problem']>;
  return { ...written, attempts: 1, state: 'needs_you', problem };
}
