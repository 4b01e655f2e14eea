import type { DeskItem } from '../../api/types';

/** One line of the desk: an item, or all that is suggested about one member. */
export interface Row {
  /** What its address is called by. */
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

/** What an act on an item is called by. A report goes by its own id, everything else by what it is. */
export function keyOf(item: DeskItem): string {
  if (isReport(item)) return item.subject_id;
  return [item.kind, item.subject_id, ...(item.code === null || item.kind.startsWith('handoff') ? [] : [item.code])].join('.');
}

/** What a line is called by in the address: all that is suggested about one member is one line. */
function rowKeyOf(item: DeskItem): string {
  return ABOUT_A_MEMBER.has(item.kind) ? `member.${item.member_id ?? ''}` : keyOf(item);
}

/** Put the server's order into lines: nine people of whom much is suggested are nine lines. */
export function rowsOf(items: DeskItem[]): Row[] {
  const rows = new Map<string, Row>();
  for (const item of items) {
    const key = rowKeyOf(item);
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
