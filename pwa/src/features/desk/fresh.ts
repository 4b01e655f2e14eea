import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { readDesk } from '../../api/desk';
import type { Desk } from '../../api/types';
import { arrivals, tellRefused } from './held';

/** How often an open desk asks whether somebody else did something; the answer is nearly always empty (304). */
const EVERY_MS = 15_000;

interface Fresh {
  value: Desk | undefined;
  error: unknown;
  readAt: number;
  reload: () => void;
}

interface Kept {
  place: string;
  desk?: Desk;
  mark?: string;
  readAt: number;
  error?: unknown;
}

/** A desk that is fresh without anybody reloading: after one's own acts at once, after others' within seconds. */
export function useFreshDesk(place: string): Fresh {
  const [kept, setKept] = useState<Kept>({ place, readAt: 0 });
  const mark = useRef<string | undefined>(undefined);
  const round = useRef(0);

  const read = useCallback(() => {
    round.current += 1;
    const mine = round.current;
    const begun = Date.now();
    readDesk(place, mark.current).then(
      (answer) => {
        if (mine !== round.current) return;
        if (answer === null) {
          setKept((before) => ({ ...before, readAt: begun }));
          return;
        }
        mark.current = answer.mark;
        setKept({ place, desk: answer.desk, readAt: begun });
      },
      (error: unknown) => {
        if (mine === round.current) setKept((before) => ({ ...before, place, error }));
      },
    );
  }, [place]);

  useEffect(() => {
    mark.current = undefined;
    read();
    return () => {
      round.current += 1;
    };
  }, [read]);

  const arrived = useRef(arrivals.value);
  useEffect(() => {
    // The first look is the page's own.
    if (arrived.current === arrivals.value) return;
    arrived.current = arrivals.value;
    tellRefused();
    read();
  }, [arrivals.value]);

  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible' && navigator.onLine) read();
    };
    const timer = setInterval(look, EVERY_MS);
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [read]);

  const here = kept.place === place;
  return {
    value: here ? kept.desk : undefined,
    error: here ? kept.error : undefined,
    readAt: kept.readAt,
    reload: read,
  };
}
