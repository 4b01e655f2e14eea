import { language } from '../words/language';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const VILLAGE_OFFSET_MINUTES = 8 * 60;

/** Today in the village (Asia/Shanghai), wherever the phone is. */
export function today(now: Date = new Date()): string {
  return new Date(now.getTime() + VILLAGE_OFFSET_MINUTES * 60_000).toISOString().slice(0, 10);
}

/** The day that lies `count` days after a day. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** Full months from one day to another. */
export function monthsBetween(from: string, to: string): number {
  const [y1 = 0, m1 = 0, d1 = 0] = from.split('-').map(Number);
  const [y2 = 0, m2 = 0, d2 = 0] = to.split('-').map(Number);
  return (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0);
}

/** Write a date, whole or partial (2025, 2025-03, 2025-03-08), as people say it. */
export function dateInWords(date: string | null | undefined): string {
  if (date === null || date === undefined || date === '') return '';
  const [year = '', month, day] = date.slice(0, 10).split('-');
  if (language.value === 'en') {
    const name = month === undefined ? '' : `${MONTHS[Number(month) - 1] ?? month} `;
    return `${day === undefined ? '' : `${Number(day)} `}${name}${year}`;
  }
  return `${year}年${month === undefined ? '' : `${Number(month)}月`}${day === undefined ? '' : `${Number(day)}日`}`;
}

/** Leave the year out where it is this year's. */
export function shortDate(date: string | null | undefined): string {
  if (date === null || date === undefined || date === '') return '';
  const whole = dateInWords(date);
  const year = today().slice(0, 4);
  if (!date.startsWith(year) || date.length < 7) return whole;
  return language.value === 'en' ? whole.replace(` ${year}`, '') : whole.replace(`${year}年`, '');
}

/** An instant as day and minute in the village's time. */
export function momentInWords(instant: string): string {
  const local = new Date(new Date(instant).getTime() + VILLAGE_OFFSET_MINUTES * 60_000).toISOString();
  return `${shortDate(local.slice(0, 10))} ${local.slice(11, 16)}`;
}
