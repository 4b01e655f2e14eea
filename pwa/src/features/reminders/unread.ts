import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readInbox } from '../../api/reminders';

/** How many messages are unread, as far as is known. */
export const unread = signal(0);

const SELDOM_MS = 30_000;
let askedAt = 0;

/** Ask how many are unread when the menu appears, and whenever somebody comes back to the page; not twice at once. */
export function useUnread(): void {
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState !== 'visible' || Date.now() - askedAt < SELDOM_MS) return;
      askedAt = Date.now();
      readInbox(1).then(
        (inbox) => (unread.value = inbox.unread),
        () => undefined,
      );
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => document.removeEventListener('visibilitychange', ask);
  }, []);
}
