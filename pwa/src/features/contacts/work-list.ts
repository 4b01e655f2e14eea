import { useCallback, useEffect, useState } from 'preact/hooks';
import { readWorkList } from '../../api/today';
import type { WorkList } from '../../api/types';
import { offline } from '../outbox/store';

export interface Read {
  list: WorkList;
  /** When it was read, by this phone's own clock. */
  readAt: number;
  /** The moment of the phone's own copy; null where the server has just answered. */
  keptAt: string | null;
}

/** The work list of a branch, or one's own: from the phone at once, from the server as soon as it answers. */
export function useWorkList(organizationId: string | undefined): { read?: Read; error?: unknown; reload: () => void } {
  const key = `work-list/${organizationId ?? 'mine'}`;
  const [state, setState] = useState<{ key: string; read?: Read; error?: unknown }>({ key });

  const load = useCallback(async () => {
    const readAt = Date.now();
    try {
      const list = await readWorkList(organizationId);
      setState({ key, read: { list, readAt, keptAt: null } });
      await offline.cache.put(key, list);
    } catch (error) {
      setState((before) => (before.key === key ? { ...before, error } : { key, error }));
    }
  }, [key]);

  useEffect(() => {
    let gone = false;
    void offline.cache.get<WorkList>(key).then((kept) => {
      if (gone || kept === undefined) return;
      const read: Read = { list: kept.value, readAt: Date.parse(kept.at), keptAt: kept.at };
      setState((before) => (before.key === key && before.read !== undefined ? before : { ...before, key, read }));
    });
    void load();
    const again = () => void load();
    addEventListener('online', again);
    return () => {
      gone = true;
      removeEventListener('online', again);
    };
  }, [load]);

  const mine = state.key === key ? state : { key };
  return { ...mine, reload: () => void load() };
}
