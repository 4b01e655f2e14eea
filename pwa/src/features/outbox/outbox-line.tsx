import { Icon } from '../../ui/icon';
import { words } from '../../words';
import { unsent } from './store';

/** One quiet line while something waits on this phone; nothing at all when nothing does. */
export function OutboxLine() {
  const { outbox } = words.value;
  const stuck = unsent.value.filter((item) => item.state === 'needs_you').length;
  const waiting = unsent.value.length - stuck;
  if (unsent.value.length === 0) return null;
  return (
    <a href="/outbox" class={`outbox-line${stuck > 0 ? ' stuck' : ''}`}>
      <Icon name={stuck > 0 ? 'warn' : 'phone'} />
      <span>
        {stuck > 0 && outbox.needsYou(stuck)}
        {stuck > 0 && waiting > 0 && ' · '}
        {waiting > 0 && outbox.line(waiting)}
      </span>
      <Icon name="chevron" />
    </a>
  );
}
