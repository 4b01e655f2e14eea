import { useSignal } from '@preact/signals';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading } from '../../ui/states';
import { todayWords } from '../../words/today';
import { me } from '../auth/session';
import { OutboxLine } from '../outbox/outbox-line';
import { useWorkList } from './work-list';
import { WorkListView } from './work-list-view';

/** A liaison's day: who is to be called, in order, and the entry that takes seconds. */
export default function TodayPage() {
  const say = todayWords.value;
  const person = me.value;
  const { read, error, reload } = useWorkList(undefined);
  const together = useSignal(false);
  const list = read?.list;
  const empty = list !== undefined && list.items.length + list.others.length === 0;
  return (
    <div class="today">
      <PageHead title={say.title}>
        {list !== undefined && list.items.length > 0 && <span class="soft">{say.dueCount(list.items.length)}</span>}
        {list !== undefined && list.items.length + list.others.length > 1 && (
          <Button look="quiet" icon="people" onClick={() => (together.value = true)}>
            {say.together}
          </Button>
        )}
      </PageHead>
      <OutboxLine />
      {read !== undefined && read.keptAt !== null && error !== undefined && (
        <p class="soft small">{say.stale(momentInWords(read.keptAt))}</p>
      )}
      {read === undefined && error === undefined && <Loading />}
      {read === undefined && error !== undefined && <Failure error={error} onRetry={reload} />}
      {empty && (
        <Empty icon="people" title={say.nobody}>
          <p>{say.nobodyHint}</p>
        </Empty>
      )}
      {person !== null && read !== undefined && !empty && (
        <WorkListView
          person={person}
          read={read}
          items={read.list.items}
          others={read.list.others}
          hrefOf={(item) => `/today/${item.member_id}`}
          asksBy={false}
          together={together.value}
          onTogetherClosed={() => (together.value = false)}
        />
      )}
    </div>
  );
}
