import { Unreachable } from '../../api/problem';
import { offline } from '../outbox/store';

/** Read from the server and keep it on this phone; without a network, give what was kept. */
export async function keptLoad<T>(key: string, load: () => Promise<T>): Promise<T> {
  try {
    const fresh = await load();
    await offline.cache.put(key, fresh);
    return fresh;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const kept = await offline.cache.get<T>(key);
    if (kept === undefined) throw error;
    return kept.value;
  }
}
