import { useEffect } from 'preact/hooks';
import { offline } from './store';

/** Let what rests here go out as soon as the page is left. */
export function useReleaseOnLeaving(): void {
  useEffect(() => {
    const release = (): void => void offline.release().catch(() => undefined);
    const away = (): void => {
      if (document.visibilityState === 'hidden') release();
    };
    document.addEventListener('visibilitychange', away);
    return () => {
      document.removeEventListener('visibilitychange', away);
      release();
    };
  }, []);
}
