import type { AwayPeriod, Precision, Standing } from '../../api/types';
import { dateInWords, monthsBetween, shortDate, today } from '../../ui/dates';
import { words } from '../../words';

/** My state in one sentence, and what belongs to it in a smaller one. */
export function describeStanding(standing: Standing): { sentence: string; details: string[] } {
  const { standing: say } = words.value;
  const { away } = standing;
  if (away !== null && (standing.state === 'floating' || standing.state === 'short_absence')) {
    const place = away.place_name;
    const departed = away.departed_on;
    const months = departed === null ? 0 : monthsBetween(departed, today());
    return {
      sentence: !place ? say.awayNowhere : away.place_unsettled ? say.awayUnsettled(place) : say.away(place),
      details: [
        sinceWhen(away),
        months > 0 ? say.months(months) : '',
        away.expected_return_on === null ? '' : say.returnBy(shortDate(away.expected_return_on)),
      ].filter(Boolean),
    };
  }
  switch (standing.state) {
    case 'at_home':
      return { sentence: say.at_home, details: [] };
    case 'departure_reported':
      return { sentence: say.departure_reported, details: [say.departure_reported_hint] };
    case 'return_expected':
      return { sentence: say.return_expected, details: [say.return_expected_hint] };
    case 'unregistered':
      return { sentence: say.unregistered, details: [say.unregistered_hint] };
    default:
      return { sentence: say.awayNowhere, details: [] };
  }
}

function sinceWhen(away: AwayPeriod): string {
  const when = away.departed_text || dateInWords(partOf(away.departed_on ?? '', away.departed_precision));
  return when === '' ? '' : words.value.standing.since(when);
}

/** Cut a date to what is really known of it. */
export function partOf(date: string, precision: Precision): string {
  return date.slice(0, { day: 10, month: 7, season: 4, year: 4 }[precision]);
}

export function StandingSentence({ standing }: { standing: Standing }) {
  const { sentence, details } = describeStanding(standing);
  return (
    <div class="standing">
      <p class="standing-sentence">{sentence}</p>
      {details.length > 0 && (
        <p class="standing-details soft">
          {details.map((detail) => (
            <span key={detail}>{detail}</span>
          ))}
        </p>
      )}
    </div>
  );
}
