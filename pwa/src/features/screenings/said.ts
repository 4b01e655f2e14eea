import type { ScreeningLine } from '../../api/screenings';
import { shortDate } from '../../ui/dates';
import { screeningsWords } from '../../words/screenings';
import type { Entry } from './entries';

/** Where the ledger has somebody, in a few words. */
export function sayWhere(line: ScreeningLine): string {
  const { value: word } = screeningsWords;
  const { known } = line;
  if (known === null) return '';
  if (!known.is_away) return word.atHome;
  const place = known.place_unsettled ? word.unsettled : known.place_name;
  return [word.away, place].filter(Boolean).join(' · ');
}

/** What became of somebody in the round, in a few words. */
export function sayState(entry: Entry): string {
  const { value: word } = screeningsWords;
  const { line, kept } = entry;
  if (kept !== null && kept.stage !== 'stuck') return word.results[kept.body.result];
  const left = line.left_on === null ? '' : word.left[line.leaving_reason ?? 'other'] ?? word.left['other'];
  const found = line.finding === null ? '' : word.results[line.finding.result];
  return [found, left, line.left_on === null ? '' : shortDate(line.left_on)].filter(Boolean).join(' · ');
}
