import { addDays, dateInWords, shortDate, today } from '../../ui/dates';
import { registersWords } from '../../words/registers';

export type PeriodName = 'year' | 'last' | 'quarter' | 'month' | 'own';

export interface Period {
  from: string;
  to: string;
}

/** The first and last day of a named period, as seen from a day. */
export function periodOf(name: Exclude<PeriodName, 'own'>, on: string = today()): Period {
  const year = Number(on.slice(0, 4));
  const month = Number(on.slice(5, 7));
  if (name === 'year') return { from: `${year}-01-01`, to: `${year}-12-31` };
  if (name === 'last') return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
  const first = name === 'month' ? month : month - ((month - 1) % 3);
  const following = first + (name === 'month' ? 1 : 3);
  const after = following > 12 ? `${year + 1}-01-01` : `${year}-${String(following).padStart(2, '0')}-01`;
  return { from: `${year}-${String(first).padStart(2, '0')}-01`, to: addDays(after, -1) };
}

/** A whole year by its number, every other period by its days. */
export function periodInWords(from: string, to: string): string {
  const year = from.slice(0, 4);
  if (from === `${year}-01-01` && to === `${year}-12-31`) return dateInWords(year);
  return registersWords.value.prints.period(shortDate(from), shortDate(to));
}
