import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Versioned } from '../../api/overview';

/** How often a page that is looked at asks whether anything changed; the answer is nearly always 304. */
const EVERY_MS = 8000;

export interface Fresh<T> {
  value: T | undefined;
  error: unknown;
  /** Look at once, as after an act of one's own. */
  look: () => void;
}

/**
 * Load something and keep it as the server has it while the page is looked at.
 *
 * What is shown stays while a later look fails: an old figure with its time is worth more than none.
 */
export function useFresh<T>(key: string, ask: (tag: string) => Promise<Versioned<T> | null>): Fresh<T> {
  const [state, setState] = useState<{ key: string; value?: T; error?: unknown }>({ key });
  const latest = useRef(ask);
  latest.current = ask;
  const kept = useRef<{ key: string; tag: string }>({ key, tag: '' });
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (kept.current.key !== key) kept.current = { key, tag: '' };
    let gone = false;
    let waiting: ReturnType<typeof setTimeout> | undefined;

    function look(): void {
      clearTimeout(waiting);
      if (document.hidden) return;
      latest.current(kept.current.tag).then(
        (answer) => {
          if (gone) return;
          if (answer !== null) {
            kept.current = { key, tag: answer.tag };
            setState({ key, value: answer.content });
          } else {
            setState(({ error: _over, ...rest }) => rest);
          }
          waiting = setTimeout(look, EVERY_MS);
        },
        (error: unknown) => {
          if (gone) return;
          setState((before) => (before.key === key ? { ...before, error } : { key, error }));
          waiting = setTimeout(look, EVERY_MS);
        },
      );
    }

    look();
    document.addEventListener('visibilitychange', look);
    addEventListener('online', look);
    return () => {
      gone = true;
      clearTimeout(waiting);
      document.removeEventListener('visibilitychange', look);
      removeEventListener('online', look);
    };
  }, [key, round]);

  const mine = state.key === key;
  return {
    value: mine ? state.value : undefined,
    error: mine ? state.error : undefined,
    look: useCallback(() => setRound((before) => before + 1), []),
  };
}
