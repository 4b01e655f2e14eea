import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Me, WorkItem } from '../../api/types';
import { shortDate } from '../../ui/dates';
import { lazyPage, Nothing } from '../../ui/lazy';
import { Empty } from '../../ui/states';
import { todayWords } from '../../words/today';
import { useReleaseOnLeaving } from '../outbox/release';
import { sent, unsent } from '../outbox/store';
import { callUnderWay } from './calling';
import { marksOf } from './marks';
import type { SheetsProps } from './sheets';
import { takeBack } from './undo';
import { WorkCard, type Act } from './work-card';
import type { Read } from './work-list';
import './today.css';

/** Fetched after the list, so that the list comes first; kept ready, because there may be no network later. */
const loadSheets = () => import('./sheets');
const Sheets = lazyPage<SheetsProps>(loadSheets, Nothing);

export type Asked = { act: Act; item: WorkItem } | { act: 'together' } | null;

interface WorkListViewProps {
  person: Me;
  read: Read;
  /** Which of the list are shown first; the others follow folded. */
  items: WorkItem[];
  others: WorkItem[];
  hrefOf: (item: WorkItem) => string;
  /** Whoever writes for others says who was in touch. */
  asksBy: boolean;
  together: boolean;
  onTogetherClosed: () => void;
  /** One of several lists on a page: it says nothing where it has nothing. */
  quiet?: boolean;
}

/** The cards of a work list, what was noted on this phone laid over them, and the sheets that note something down. */
export function WorkListView(props: WorkListViewProps) {
  const { person, read, items, others, hrefOf, asksBy, together, onTogetherClosed, quiet = false } = props;
  const say = todayWords.value;
  const everybody = [...read.list.items, ...read.list.others];
  const asked = useSignal<Asked>(null);
  const marks = marksOf(unsent.value, sent.value, read.readAt);

  useReleaseOnLeaving();
  useEffect(() => {
    void loadSheets().catch(() => undefined);
    const underWay = callUnderWay();
    const called = everybody.find((item) => item.member_id === underWay?.memberId);
    if (called !== undefined) asked.value = { act: 'call', item: called };
  }, []);

  const card = (item: WorkItem) => (
    <WorkCard
      key={item.member_id}
      item={item}
      marks={marks.filter((mark) => mark.memberIds.includes(item.member_id))}
      href={hrefOf(item)}
      onAct={(act) => (asked.value = { act, item })}
      onUndo={(mark) => void takeBack(person.account_id, mark)}
    />
  );
  const open: Asked = together ? { act: 'together' } : asked.value;
  return (
    <>
      {!quiet && items.length === 0 && (
        <Empty icon="check" title={say.allDone}>
          <p>{say.allDoneHint}</p>
        </Empty>
      )}
      {items.length > 0 && <ul class="work-list">{items.map(card)}</ul>}
      {others.length > 0 && (
        <details class="work-others">
          <summary>{say.others(others.length)}</summary>
          <ul class="work-list">{others.map(card)}</ul>
        </details>
      )}
      {!quiet && <p class="soft tiny">{shortDate(read.list.today)}</p>}
      {open !== null && (
        <Sheets
          asked={open}
          person={person}
          everybody={everybody}
          today={read.list.today}
          asksBy={asksBy}
          onClose={() => {
            asked.value = null;
            onTogetherClosed();
          }}
        />
      )}
    </>
  );
}
