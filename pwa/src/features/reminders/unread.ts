import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readInbox } from '../../api/reminders';

/** How many messages are unread, as far as is known. */
export const unread = signal(0);

/** Ask how many are unread when the menu appears, and whenever somebody comes back to the page. */
export function useUnread(): void {
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState !== 'visible') return;
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
