const MOST = 36;

/**
 * The days of a series of every month, as the server works them out: a month without the day has its last one instead,
 * and those that are left out do not count towards the most that one series plans.
 */
export function monthlyDays(onDay: number, from: string, to: string, left: ReadonlySet<string>): string[] {
  const days: string[] = [];
  let kept = 0;
  let [year = 0, month = 0] = from.split('-').map(Number);
  if (year < 1900 || month < 1 || to === '') return days;
  while (kept < MOST) {
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const day = `${year}-${two(month)}-${two(Math.min(onDay, last))}`;
    if (day > to) break;
    if (day >= from) {
      days.push(day);
      if (!left.has(day)) kept += 1;
    }
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
  return days;
}

const two = (number: number) => String(number).padStart(2, '0');
