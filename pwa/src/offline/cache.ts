import { disguise, seal, unseal } from './seal';
import type { Session } from './session';

/** Answers kept per account: enough for every screen a person really opens, small beside what is unsent. */
const MOST = 200;

export async function getCached(session: Session, key: string): Promise<{ value: unknown; at: string } | undefined> {
  const name = await disguise(session.keys, `cache/${key}`);
  const row = await session.database.get('cache', name);
  return row && { value: await unseal(session.keys, `cache/${name}`, row.sealed), at: row.at };
}

export async function putCached(session: Session, key: string, value: unknown, now: Date): Promise<void> {
  const name = await disguise(session.keys, `cache/${key}`);
  const sealed = await seal(session.keys, `cache/${name}`, value);
  const transaction = session.database.transaction('cache', 'readwrite');
  await transaction.store.put({ name, at: now.toISOString(), sealed });
  let surplus = (await transaction.store.count()) - MOST;
  for (
    let oldest = surplus > 0 ? await transaction.store.index('by_time').openCursor() : null;
    oldest && surplus > 0;
    oldest = await oldest.continue()
  ) {
    await oldest.delete();
    surplus -= 1;
  }
  await transaction.done;
}
