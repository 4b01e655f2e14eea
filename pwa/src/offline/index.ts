export { createOffline, type OfflineOptions } from './create';
export { OfflineError, type OfflineReason } from './errors';
export type {
  Head, ItemState, KnownAccount, NewItem, Offline, OutboxItem, Problem, Receipt, Send, SendRequest,
} from './types';
