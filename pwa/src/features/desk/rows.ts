import type { DeskItem } from '../../api/types';

/** One line of the desk: an item, or all that is suggested about one member. */
export interface Row {
  /** What its address and the acts on it are called by. */
  key: string;
  group: 'answers' | 'work' | 'consider';
  items: [DeskItem, ...DeskItem[]];
}

const REPORTS = new Set(['report_waiting', 'hearsay_waiting']);
const ANSWERS = new Set([
  ...REPORTS,
  'handoff_open',
  'handoff_support',
  'need_unassigned',
  'contribution_waiting',
  'make_up_waiting',
  'contact_double',
  'card_to_number',
  'card_to_inspect',
]);
const ABOUT_A_MEMBER = new Set(['suggestion', 'host_link_due', 'yearly_report_due']);

export function isReport(item: DeskItem): boolean {
  return REPORTS.has(item.kind);
}

/** A report goes by its own id, so that an address from anywhere opens it; everything else by what it is. */
export function keyOf(item: DeskItem): string {
  if (isReport(item)) return item.subject_id;
  if (ABOUT_A_MEMBER.has(item.kind)) return `member.${item.member_id ?? ''}`;
  return [item.kind, item.subject_id, ...(item.code === null || item.kind.startsWith('handoff') ? [] : [item.code])].join('.');
}

/** Put the server's order into lines: nine people of whom much is suggested are nine lines. */
export function rowsOf(items: DeskItem[]): Row[] {
  const rows = new Map<string, Row>();
  for (const item of items) {
    const key = keyOf(item);
    const known = rows.get(key);
    if (known !== undefined) known.items.push(item);
    else {
      const group = item.handoff_id !== null || ANSWERS.has(item.kind) ? 'answers' : ABOUT_A_MEMBER.has(item.kind) ? 'consider' : 'work';
      rows.set(key, { key, group, items: [item] });
    }
  }
  return [...rows.values()];
}

/** The name stands before the sentence already, so the sentence need not begin with it. */
export function withoutName({ member_name: name, sentence }: DeskItem): string {
  return name !== null && sentence.startsWith(name) ? sentence.slice(name.length).replace(/^[:\uff1a\u7684]\s*/, '') : sentence;
}
