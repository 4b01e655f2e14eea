export type OfflineReason =
  /** Nobody's store is open. */
  | 'locked'
  /** The browser refuses or has lost its database. */
  | 'refused'
  /** No room left on the phone. */
  | 'full'
  /** The page was not opened over HTTPS, or the browser is too old to encrypt. */
  | 'no_encryption'
  /** A newer version of the app has changed the store; this page must be reloaded. */
  | 'newer_version'
  /** The item is on its way to the server. */
  | 'being_sent'
  /** The item has a receipt. */
  | 'already_sent';

/** Says that something was not stored or not done on this phone, and why. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';

  constructor(
    readonly reason: OfflineReason,
    readonly origin?: unknown,
  ) {
    super(`offline: ${reason}`);
  }
}

/** Name the reason behind whatever a browser's database threw. */
export function explainFailure(failure: unknown): OfflineError {
  if (failure instanceof OfflineError) return failure;
  const name = failure instanceof Error ? failure.name : '';
  if (name === 'QuotaExceededError') return new OfflineError('full', failure);
  if (name === 'VersionError') return new OfflineError('newer_version', failure);
  return new OfflineError('refused', failure);
}
