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
  const load = useLoad('inbox', readInbox);
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  const { items } = load.value;
  const fresh = items.filter((item) => item.read_at === null).map((item) => item.id);

  async function read(ids: string[]): Promise<void> {
    try {
      unread.value = await markRead(ids);
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
          <Message key={item.id} item={item} onOpen={() => void read([item.id])} />
        ))}
      </ul>
      {fresh.length > 1 && (
        <div>
          <Button look="quiet" onClick={() => void read(fresh)}>
            {say.markAll}
          </Button>
        </div>
      )}
    </section>
  );
}

/** A message opens in its place; what it tells leads to the page where it is seen to. */
function Message({ item, onOpen }: { item: InboxMessage; onOpen: () => void }) {
  const say = remindersWords.value;
  const person = me.value;
  const isNew = item.read_at === null;
  return (
    <li class={isNew ? 'message fresh' : 'message'}>
      <details
        open={isNew}
        onToggle={(event) => {
          if (isNew && !event.currentTarget.open) onOpen();
        }}
      >
        <summary>
          <strong>{item.title}</strong>
          {isNew && <span class="message-new">{say.unread}</span>}
          <span class="soft small">{shortDate(item.on_date)}</span>
        </summary>
        <ul class="message-lines">
          {item.lines.map((line, at) => (
            <li key={`${line.kind}-${at}`}>
              {person !== null && mayOpen(line.page, person) ? (
                <a href={line.page} onClick={() => isNew && onOpen()}>
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
