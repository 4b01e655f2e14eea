/** What an item waits for: the person sees 在手机里 for the first three, 已送达 for the last. */
export type ItemState = 'waiting' | 'sending' | 'needs_you' | 'sent';

/** What the server answers to a write it has committed. */
export interface Receipt {
  id: string;
  epoch: number;
  organization_id: string;
  number: number;
  state: string;
  recorded_at: string;
}

/** Why the server did not take an item, in the words of its problem+json. */
export interface Problem {
  code: string;
  title: string;
  errors?: Record<string, string[]>;
  status: number;
}

export interface OutboxItem {
  id: string;
  accountId: string;
  kind: string;
  label: string;
  method: 'POST' | 'PATCH';
  path: string;
  body: unknown;
  idempotencyKey: string;
  createdAt: string;
  state: ItemState;
  attempts: number;
  problem?: Problem;
  receipt?: Receipt;
}

export interface NewItem {
  kind: string;
  label: string;
  method?: 'POST' | 'PATCH';
  path: string;
  body: unknown;
  ifMatch?: string;
  /** Milliseconds for which it rests on the phone before it is sent, so that it can still be discarded. */
  holdMs?: number;
}

export interface SendRequest {
  /** Whose item this is: a sender that holds another account's token must refuse. */
  accountId: string;
  method: string;
  path: string;
  body: unknown;
  idempotencyKey: string;
  ifMatch?: string;
}

/** Deliver one request; reject when no answer came. */
export type Send = (request: SendRequest) => Promise<Response>;

/** Where a branch's journal stands, as GET /sync tells it. */
export interface Head {
  organization_id: string;
  epoch: number;
  number: number;
  safe_up_to: number | null;
}

export interface KnownAccount {
  accountId: string;
  name: string;
  organizationName?: string;
  lastOpened: string;
}

export interface Offline {
  /** Open the account's store; rejects with `OfflineError` when this phone cannot keep anything. */
  open(accountId: string): Promise<void>;
  /** Close the store and stop sending; what is stored stays, an answer under way is still kept. */
  lock(): void;
  /** Store an item; resolves only once it is on the disk, rejects with `OfflineError` otherwise. */
  enqueue(item: NewItem): Promise<OutboxItem>;
  outbox(): Promise<OutboxItem[]>;
  sentBox(): Promise<OutboxItem[]>;
  unsentCount(): Promise<number>;
  /** Drop an unsent item for good; refuses one that is on its way or has arrived. */
  discard(id: string): Promise<void>;
  /** Send a parked item again, unchanged and under its own key. */
  retry(id: string): Promise<void>;
  /** Send what rests for its undo now: the person has put the phone away. */
  release(): Promise<void>;
  /** Give everything unsent as readable JSON text. */
  exportUnsent(): Promise<string>;
  drafts: {
    load(key: string): Promise<unknown>;
    save(key: string, value: unknown): Promise<void>;
    drop(key: string): Promise<void>;
  };
  /** A convenience that never rejects: what cannot be kept is fetched again. */
  cache: {
    get<T>(key: string): Promise<{ value: T; at: string } | undefined>;
    put(key: string, value: unknown): Promise<void>;
  };
  /** Call the listener after each change, in whichever tab it happened. */
  subscribe(listener: () => void): () => void;
  /** Send all that is due now; resolves when nothing more can be sent at present. */
  flush(): Promise<void>;
  /** Destroy the open account's store on this phone, the unsent included. */
  wipe(): Promise<void>;
  knownAccounts(): Promise<KnownAccount[]>;
  remember(account: { accountId: string; name: string; organizationName?: string }): Promise<void>;
  /** Compare the sent-box with the server's journals: resend after a restore, drop what is safe. */
  reconcile(heads: Head[]): Promise<void>;
}
