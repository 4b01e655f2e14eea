import type { ItemRow } from './database';
import { seal, unseal, type Keys, type Sealed } from './seal';
import type { OutboxItem, Problem, Receipt } from './types';

/** What is fixed when the person presses the button; an edit is a new item. */
export interface Frozen {
  kind: string;
  label: string;
  method: 'POST' | 'PATCH';
  path: string;
  body: unknown;
  ifMatch?: string;
  idempotencyKey: string;
}

/** What the server has said so far. */
export interface Outcome {
  problem?: Problem;
  receipt?: Receipt;
  /** Milliseconds since 1970 at which the receipt came. */
  sentAt?: number;
  /** The epoch for which a restore made this item go out again; asked once per epoch. */
  askedInEpoch?: number;
}

export function sealFrozen(keys: Keys, id: string, frozen: Frozen): Promise<Sealed> {
  return seal(keys, `items/${id}/frozen`, frozen);
}

export function sealOutcome(keys: Keys, id: string, outcome: Outcome): Promise<Sealed> {
  return seal(keys, `items/${id}/outcome`, outcome);
}

export async function readFrozen(keys: Keys, row: ItemRow): Promise<Frozen> {
  return (await unseal(keys, `items/${row.id}/frozen`, row.frozen)) as Frozen;
}

export async function readOutcome(keys: Keys, row: ItemRow): Promise<Outcome> {
  return row.outcome ? ((await unseal(keys, `items/${row.id}/outcome`, row.outcome)) as Outcome) : {};
}

/** Put a row together as screens see it; one that no longer opens is shown, never hidden. */
export async function readItem(keys: Keys, accountId: string, row: ItemRow): Promise<OutboxItem> {
  const { id, createdAt, state, attempts } = row;
  try {
    const [frozen, outcome] = await Promise.all([readFrozen(keys, row), readOutcome(keys, row)]);
    const { kind, label, method, path, body, idempotencyKey } = frozen;
    const { problem, receipt } = outcome;
    return {
      id, accountId, kind, label, method, path, body, idempotencyKey, createdAt, state, attempts,
      ...(problem && { problem }),
      ...(receipt && { receipt }),
    };
  } catch {
    return {
      id, accountId, kind: 'unreadable', label: '', method: 'POST', path: '', body: null,
      idempotencyKey: '', createdAt, state: 'needs_you', attempts,
      problem: { code: 'unreadable', title: '', status: 0 },
    };
  }
}
