import { ON_DISK, stateRange, type ItemRow } from './database';
import { readOutcome, sealOutcome, type Outcome } from './item';
import type { Session } from './session';
import type { Head } from './types';

const LONGEST_REST = 30 * 86_400_000;

/**
 * Go through the sent-box with the server's heads; tells whether something must go out again.
 *
 * A new epoch means that the server came back from a backup: what it once confirmed may be missing, so
 * it is sent again under the same key, once per epoch, and a server that still has it repeats the receipt.
 */
export async function reconcileSent(session: Session, heads: Head[], now: Date): Promise<boolean> {
  const headOf = new Map(heads.map((head) => [head.organization_id, head]));
  const rows = await session.database.getAllFromIndex('items', 'by_state', stateRange('sent'));
  const fates = await Promise.all(
    rows.map(async (row) => {
      const outcome = await readOutcome(session.keys, row).catch((): Outcome => ({}));
      const head = headOf.get(outcome.receipt?.organization_id ?? '');
      return decide(session, row, outcome, head, now);
    }),
  );
  const transaction = session.database.transaction('items', 'readwrite', ON_DISK);
  for (const { id, fate } of fates) {
    if (fate === 'keep' || (await transaction.store.get(id))?.state !== 'sent') continue;
    if (fate === 'drop') await transaction.store.delete(id);
    else await transaction.store.put(fate);
  }
  await transaction.done;
  return fates.some(({ fate }) => typeof fate === 'object');
}

async function decide(
  session: Session,
  row: ItemRow,
  { receipt, sentAt = 0, askedInEpoch }: Outcome,
  head: Head | undefined,
  now: Date,
): Promise<{ id: string; fate: 'keep' | 'drop' | ItemRow }> {
  const { id } = row;
  if (head && receipt && head.epoch !== receipt.epoch && head.epoch !== askedInEpoch) {
    const outcome = await sealOutcome(session.keys, id, { askedInEpoch: head.epoch });
    return { id, fate: { ...row, state: 'waiting', attempts: 0, notBefore: 0, waitsFor: 'nothing', outcome } };
  }
  const safe = head && receipt && head.epoch === receipt.epoch && receipt.number <= (head.safe_up_to ?? -1);
  return { id, fate: safe || now.getTime() - sentAt > LONGEST_REST ? 'drop' : 'keep' };
}
