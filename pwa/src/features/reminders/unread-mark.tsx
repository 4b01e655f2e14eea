import { unread, useUnread } from './unread';
import './unread-mark.css';

/** How many messages are unread, beside a place of the menu; as a dot where a number has no room. */
export default function UnreadMark({ dot = false }: { dot?: boolean }) {
  useUnread();
  if (unread.value === 0) return null;
  return dot ? <i class="nav-dot" aria-hidden="true" /> : <b class="nav-count number">{unread.value}</b>;
}
