import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

export interface Load<T> {
  value: T | undefined;
  error: unknown;
  loading: boolean;
  reload: () => void;
}

/** Load something when the page opens and whenever `key` changes; an answer that comes too late is dropped. */
export function useLoad<T>(key: string, load: () => Promise<T>): Load<T> {
  const [state, setState] = useState<{ key: string; value?: T; error?: unknown; loading: boolean }>({
    key,
    loading: true,
  });
  const latest = useRef(load);
  latest.current = load;
  const round = useRef(0);

  const run = useCallback(() => {
    round.current += 1;
    const mine = round.current;
    setState((before) => (before.key === key ? { ...before, loading: true } : { key, loading: true }));
    latest.current().then(
      (value) => {
        if (mine === round.current) setState({ key, value, loading: false });
      },
      (error: unknown) => {
        if (mine === round.current) setState((before) => ({ ...before, error, loading: false }));
      },
    );
  }, [key]);

  useEffect(() => {
    run();
    return () => {
      round.current += 1;
    };
  }, [run]);

  const mine = state.key === key;
  return {
    value: mine ? state.value : undefined,
    error: mine ? state.error : undefined,
    loading: !mine || state.loading,
    reload: run,
  };
}
