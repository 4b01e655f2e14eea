import type { Arrival, VisitCall } from '../../api/visits';
import { shortDate } from '../../ui/dates';
import { language } from '../../words/language';
import { visitsWords } from '../../words/visits';

export function namesOf(call: { members: { name: string }[] }): string {
  return call.members.map((one) => one.name).join(visitsWords.value.and);
}

/** When somebody comes home, and how the branch knows. */
export function sayArrival(arrival: Arrival | null): string {
  const word = visitsWords.value;
  if (arrival === null) return word.arrivalUnknown;
  if (!arrival.coming) return word.notComing;
  const days = [
    arrival.arrives_on === null ? word.coming : word.arrives(dayOfFeast(arrival.arrives_on)),
    arrival.leaves_on === null ? '' : word.leaves(dayOfFeast(arrival.leaves_on)),
  ];
  return [...days, word.arrivalSources[arrival.source]].filter(Boolean).join(' · ');
}

/** A day of the feast that is chosen; its year stands above already. */
export function dayOfFeast(date: string): string {
  const short = shortDate(date);
  return language.value === 'en' ? short : short.replace(/^\d{4}年/, '');
}

/** Who goes and when, in one line. */
export function sayArranged(call: VisitCall): string {
  const word = visitsWords.value;
  if (call.left_out) return call.reason ?? word.leftOut;
  const who = [...call.goers.map((one) => one.name), call.others].filter(Boolean).join(word.and);
  const when = call.on_date === null ? word.noDay : word.goesOn(dayOfFeast(call.on_date));
  const line = [when, who === '' ? word.noGoer : who, call.way === 'home' ? '' : word.ways[call.way]];
  return line.filter(Boolean).join(' · ');
}

/** What came of the calls that were made. */
export function sayDone(call: VisitCall): string {
  const word = visitsWords.value;
  const done = call.members.filter((one) => one.visited_on !== null && one.outcome !== null);
  const outcomes = [...new Set(done.map((one) => word.outcomes[one.outcome ?? 'met_family']))];
  return [dayOfFeast(done[0]?.visited_on ?? ''), ...outcomes].join(' · ');
}
