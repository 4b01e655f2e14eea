import type { FigureKey, Figures as Told } from '../../api/overview';
import { overviewWords } from '../../words/overview';

export function countOf(figures: Told, key: FigureKey): number {
  return figures.find((figure) => figure.key === key)?.count ?? 0;
}

interface FigureProps {
  place: string;
  figures: Told;
  of: FigureKey;
  label?: string;
}

/** A figure opens its list; nothing is no link. */
export function Figure({ place, figures, of, label }: FigureProps) {
  const count = countOf(figures, of);
  const name = overviewWords.value.figures[of];
  if (count === 0) return <span class="figure none number">0</span>;
  return (
    <a class="figure number" href={`/overview/${place}/${of}`} aria-label={`${label ?? name}：${count}`} data-figure={of}>
      {count}
    </a>
  );
}

const LINES: [FigureKey, ...FigureKey[]][] = [
  ['silent_30', 'silent_60', 'silent_90'],
  ['uncovered'],
  ['needs_open', 'needs_long'],
  ['support_wanted'],
  ['contact_unknown', 'life_unknown', 'departure_unknown', 'opening_missing'],
];

const STEPS = LINES[0];

/** The three steps of silence stand together, though one of them is nought; of the rest only what there is. */
function named(line: FigureKey[], figures: Told): FigureKey[] {
  return line === STEPS ? line : line.filter((key) => countOf(figures, key) > 0);
}

/** What of a place somebody should see to, each with its number; a matter that is nowhere is not named. */
export function Figures({ place, figures }: { place: string; figures: Told }) {
  const say = overviewWords.value;
  return (
    <section class="stack">
      <dl class="roll">
        {(['members', 'away', 'assist'] as const).map((key) => (
          <div key={key}>
            <dt>{say.figures[key]}</dt>
            <dd>
              <Figure place={place} figures={figures} of={key} />
            </dd>
          </div>
        ))}
      </dl>
      <div class="matters">
        {LINES.filter((line) => line.some((key) => countOf(figures, key) > 0)).map((line) => (
          <dl key={line[0]}>
            {named(line, figures).map((key) => (
              <div key={key} class="matter">
                <dt>{say.figures[key]}</dt>
                <dd>
                  <Figure place={place} figures={figures} of={key} />
                </dd>
              </div>
            ))}
          </dl>
        ))}
      </div>
    </section>
  );
}
