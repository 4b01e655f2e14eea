import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { markRead, readInbox, type InboxMessage } from '../../api/reminders';
import { Button } from '../../ui/button';
import { shortDate } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { remindersWords } from '../../words/reminders';
import { mayOpen } from '../auth/roles';
import { me } from '../auth/session';
import { Choices } from './choices';
import { Subscription } from './subscription';
import { unread } from './unread';
import './reminders.css';

/** 收件箱: one message a day at most, and beside it how one wants to be reminded. */
export default function InboxPage() {
  const say = remindersWords.value;
  return (
    <div class="inbox">
      <PageHead title={say.title} />
      <p class="soft inbox-lead">{say.lead}</p>
      <Messages />
      <aside class="stack inbox-ways">
        <Choices />
        <Subscription />
      </aside>
    </div>
  );
}

function Messages() {
  const say = remindersWords.value;
  const load = useLoad('inbox', () => readInbox());
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  const { items } = load.value;
  const fresh = items.filter((item) => item.read_at === null).map((item) => item.id);

  async function markAll(): Promise<void> {
    try {
      unread.value = await markRead(fresh);
      load.reload();
    } catch (error) {
      tell(sentenceOf(error));
    }
  }

  if (items.length === 0) {
    return (
      <Empty icon="letter" title={say.none}>
        <p>{say.noneHint}</p>
      </Empty>
    );
  }
  return (
    <section class="stack">
      <ul class="inbox-list">
        {items.map((item) => (
          <Message key={item.id} item={item} first={item.id === items[0]?.id} />
        ))}
      </ul>
      {fresh.length > 1 && (
        <div>
          <Button look="quiet" onClick={() => void markAll()}>
            {say.markAll}
          </Button>
        </div>
      )}
    </section>
  );
}

/** A message opens in its place, the newest by itself; what was open was read. What it tells leads to where it is seen to. */
function Message({ item, first }: { item: InboxMessage; first: boolean }) {
  const say = remindersWords.value;
  const person = me.value;
  const isNew = item.read_at === null;
  const opened = useSignal(first);

  useEffect(() => {
    if (!opened.value || !isNew) return;
    // It goes on reading 未读 until the list is read anew: whoever looks at it now sees that it is new.
    markRead([item.id]).then(
      (left) => (unread.value = left),
      () => undefined,
    );
  }, [opened.value, isNew]);

  return (
    <li class={isNew ? 'message fresh' : 'message'}>
      <details open={opened.value} onToggle={(event) => (opened.value = event.currentTarget.open)}>
        <summary>
          <strong>{item.title}</strong>
          {isNew && <span class="message-new">{say.unread}</span>}
          <span class="soft small">{shortDate(item.on_date)}</span>
        </summary>
        <ul class="message-lines">
          {item.lines.map((line, at) => (
            <li key={`${line.kind}-${at}`}>
              {person !== null && mayOpen(line.page, person) ? (
                <a href={line.page}>
                  <span>{line.sentence}</span>
                  <Icon name="chevron" />
                </a>
              ) : (
                <span>{line.sentence}</span>
              )}
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}
