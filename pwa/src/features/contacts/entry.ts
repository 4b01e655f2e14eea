import { useSignal, type Signal } from '@preact/signals';
import type { Me, WorkItem } from '../../api/types';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { todayWords } from '../../words/today';
import { likely, logContact, type Entry, type Outcome } from './log';

export interface EntryForm {
  entry: Signal<Entry>;
  refusal: Signal<string | null>;
  busy: Signal<boolean>;
  change: (part: Partial<Entry>) => void;
  /** Note it down with this outcome; the sheet closes when it lies on the phone. */
  finish: (outcome: Outcome) => Promise<void>;
}

interface EntryOptions {
  person: Me;
  item: WorkItem | null;
  everybody: WorkItem[];
  today: string;
  asksBy: boolean;
  start: Partial<Entry>;
  onClose: () => void;
}

/** Who was in touch, most likely: the liaison who leads, for whoever writes it down for others. */
function likelyBy({ item, asksBy, person }: EntryOptions): string | null {
  if (!asksBy) return null;
  const lead = item?.liaisons.find((liaison) => liaison.lead) ?? item?.liaisons[0];
  return lead?.member_id ?? person.membership_id;
}

/** An entry under way, as the sheets share it. */
export function useEntry(options: EntryOptions): EntryForm {
  const { person, item, everybody, today, start, onClose } = options;
  const prepared = item === null ? { way: 'video' as const, whom: 'self' as const } : likely(item);
  const entry = useSignal<Entry>({
    memberIds: item === null ? [] : [item.member_id],
    ...prepared,
    outcome: 'reached',
    on: today,
    note: '',
    byMemberId: likelyBy(options),
    startedAt: null,
    told: {},
    ...start,
  });
  const refusal = useSignal<string | null>(null);
  const busy = useSignal(false);

  async function finish(outcome: Outcome): Promise<void> {
    const say = todayWords.value;
    const { memberIds, byMemberId, told } = entry.value;
    const lack = told.need?.lack ?? told.change?.lack ?? null;
    if (memberIds.length === 0) {
      refusal.value = say.needWho;
      return;
    }
    if (options.asksBy && byMemberId === null) {
      refusal.value = say.needBy;
      return;
    }
    if (memberIds.length === 1 && lack !== null) {
      refusal.value = lack;
      return;
    }
    const names = everybody.filter((one) => memberIds.includes(one.member_id)).map((one) => one.member_name);
    const by = byMemberId === person.membership_id ? null : byMemberId;
    busy.value = true;
    try {
      await logContact(person.account_id, names.join('、'), { ...entry.value, outcome, byMemberId: by });
      tell(say.saved(names.join('、')));
      onClose();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return { entry, refusal, busy, change: (part) => (entry.value = { ...entry.value, ...part }), finish };
}
