import { listUnsent } from './list';
import type { Session } from './session';

/** Write the unsent as text that a person can keep, and that holds all a later hand needs to send it. */
export async function exportUnsentItems(session: Session, now: Date): Promise<string> {
  const items = await listUnsent(session);
  return JSON.stringify({ account_id: session.accountId, exported_at: now.toISOString(), items }, null, 2);
}
