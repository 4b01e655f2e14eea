import type { DuesCell, DuesRow, MemberDues } from '../../api/types';
import { today } from '../../ui/dates';

/** What a month of a member looks like in the grid. */
export type Mark = 'paid' | 'waived' | 'known' | 'open' | 'coming' | 'before' | 'ahead';

/** Chosen cells: months by member, as `YYYY-MM`. */
export type Chosen = ReadonlyMap<string, ReadonlySet<string>>;

export interface Run {
  from: string;
  to: string;
  members: string[];
}

export function monthsOf(year: number): string[] {
  return Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`);
}

export function quarterOf(month: string): number {
  return Math.floor((Number(month.slice(5)) - 1) / 3);
}

export function cellOf(row: DuesRow, month: string): DuesCell | undefined {
  return row.cells.find((cell) => cell.month === month);
}

export function markOf(row: DuesRow, month: string, lastMonth: string, thisMonth = today().slice(0, 7)): Mark {
  const cell = cellOf(row, month);
  if (cell !== undefined) return cell.state === 'waived' ? 'waived' : 'paid';
  if (row.first_month !== null && month < row.first_month) return 'before';
  if (row.opening_paid_to !== null && month <= row.opening_paid_to) return 'known';
  if (month > lastMonth) return 'ahead';
  // A month that is not over yet is owed by nobody; it may be paid with its quarter all the same.
  return month < thisMonth ? 'open' : 'coming';
}

/** Whether a month can be chosen: what is known from before may still be entered in full. */
export function mayChoose(mark: Mark): boolean {
  return mark === 'open' || mark === 'coming' || mark === 'known';
}

/** The open months of a row within a quarter of the year that is shown. */
export function openIn(row: DuesRow, months: string[], quarter: number, lastMonth: string): string[] {
  return months.filter(
    (month) => quarterOf(month) === quarter && ['open', 'coming'].includes(markOf(row, month, lastMonth)),
  );
}

/** Choose or give up months of a member; a new map, so that who holds the old one sees no change. */
export function withMonths(chosen: Chosen, member: string, months: string[], wanted: boolean): Chosen {
  const kept = new Set(chosen.get(member));
  for (const month of months) {
    if (wanted) kept.add(month);
    else kept.delete(month);
  }
  const next = new Map(chosen);
  if (kept.size === 0) next.delete(member);
  else next.set(member, kept);
  return next;
}

export function countMonths(chosen: Chosen): number {
  return Array.from(chosen.values()).reduce((sum, months) => sum + months.size, 0);
}

function following(month: string): string {
  const [year = 0, at = 1] = month.split('-').map(Number);
  return at === 12 ? `${year + 1}-01` : `${year}-${String(at + 1).padStart(2, '0')}`;
}

/** Put what was chosen into as few acts as it takes: members with the same run of months share one. */
export function runsOf(chosen: Chosen): Run[] {
  const runs = new Map<string, Run>();
  for (const [member, months] of chosen) {
    for (const { from, to } of spansOf([...months].sort())) {
      const run = runs.get(`${from}/${to}`) ?? { from, to, members: [] };
      runs.set(`${from}/${to}`, { ...run, members: [...run.members, member] });
    }
  }
  return [...runs.values()];
}

function spansOf(months: string[]): { from: string; to: string }[] {
  const spans: { from: string; to: string }[] = [];
  for (const month of months) {
    const last = spans[spans.length - 1];
    if (last !== undefined && following(last.to) === month) last.to = month;
    else spans.push({ from: month, to: month });
  }
  return spans;
}

/** The month with which a payment of one member begins: the one after the last that is settled in a row. */
export function firstOpen({ paid_to: paidTo }: Pick<MemberDues, 'paid_to'>, day = today()): string {
  return paidTo === null ? day.slice(0, 7) : following(paidTo);
}

/** Whole fen as yuan with two places: 50 is 0.50. */
export function yuanOf(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** Read yuan as whole fen; null for what is no amount of money. */
export function fenOf(yuan: string): number | null {
  const found = /^(\d{1,7})(?:[.。](\d{1,2}))?$/.exec(yuan.trim());
  if (found === null) return null;
  const fen = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return fen > 0 ? fen : null;
}
