import type { Contact, Duty, NewContact, WorkItem } from '../../api/types';
import type { OutboxItem } from '../../offline';
import { mintUuid } from '../../offline/mint';
import { todayWords } from '../../words/today';
import { handIn } from '../outbox/store';
import type { Told } from './told';

export type Way = Contact['way'];
export type Whom = Contact['with_whom'];
export type Outcome = Contact['outcome'];

/** How long an entry rests on the phone, so that a slip can be undone as if it had never been. */
export const UNDO_MS = 6_000;

export interface Entry {
  memberIds: string[];
  way: Way;
  whom: Whom;
  outcome: Outcome;
  on: string;
  note: string;
  /** Who was in touch, where that is not whoever writes it down. */
  byMemberId: string | null;
  /** When the call began; known only where the call began here. */
  startedAt: string | null;
  /** What was told beside the note: something hard, a change of place. */
  told: { need?: Told; change?: Told };
}

/** Note a contact down: it lies on this phone at once, and goes out when it can no longer be undone. */
export function logContact(accountId: string, names: string, entry: Entry): Promise<OutboxItem> {
  const note = entry.note.trim();
  const body: NewContact = {
    id: mintUuid(),
    member_ids: entry.memberIds,
    way: entry.way,
    with_whom: entry.whom,
    outcome: entry.outcome,
    direction: 'outgoing',
    happened_on: entry.on,
    recorded_at_device: new Date().toISOString(),
    ...(entry.startedAt === null ? {} : { happened_at: entry.startedAt }),
    ...(entry.byMemberId === null ? {} : { by_member_id: entry.byMemberId }),
    // What one said is not what all said.
    ...(entry.memberIds.length > 1
      ? {}
      : { ...(note === '' ? {} : { note }), ...entry.told.need?.body, ...entry.told.change?.body }),
  };
  const label = todayWords.value.titleOf(names);
  return handIn(accountId, { kind: 'contact', label, path: '/contacts', body, holdMs: UNDO_MS });
}

const URGENT = new Set<Duty['state']>(['overdue', 'grace', 'due']);

/** The duties that ask for something now. */
export function dueOf(item: WorkItem): Duty[] {
  return item.duties.filter((duty) => URGENT.has(duty.state));
}

/** What is most likely to be noted down next, so that it needs no tap. */
export function likely(item: WorkItem): { way: Way; whom: Whom } {
  const due = dueOf(item);
  const own = due.find((duty) => duty.duty !== 'family');
  const family = own === undefined && due.length > 0;
  const whom = family || item.communication === 'family_relay' ? 'family' : 'self';
  const way = own === undefined || own.duty === 'any' || own.duty === 'family' ? 'phone' : own.duty;
  return { way, whom };
}
