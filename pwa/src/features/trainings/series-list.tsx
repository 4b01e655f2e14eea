import { useSignal } from '@preact/signals';
import { Button } from '../../ui/button';
import { dateInWords } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { trainingsWords } from '../../words/trainings';

/** What is otherwise than the rule: the day it is moved to, or null where it is left out. */
export type SeriesChanges = ReadonlyMap<string, string | null>;

interface SeriesProps {
  days: string[];
  changes: SeriesChanges;
  onChanges: (changes: SeriesChanges) => void;
}

/** Every day that is about to be planned; one of them is moved or left out here, before anybody is told. */
export function SeriesList({ days, changes, onChanges }: SeriesProps) {
  const word = trainingsWords.value.series;
  const moving = useSignal<string | null>(null);
  function set(day: string, to: string | null | undefined): void {
    const next = new Map(changes);
    if (to === undefined || to === day) next.delete(day);
    else next.set(day, to);
    onChanges(next);
  }
  return (
    <section class="stack tight">
      <h2>{word.days(days.length - days.filter((day) => changes.get(day) === null).length)}</h2>
      {days.length === 0 && <p class="soft">{word.noDays}</p>}
      <ul class="series-days">
        {days.map((day) => {
          const to = changes.get(day);
          return (
            <li key={day}>
              <p class={to === undefined ? '' : 'soft'}>
                {to === undefined ? dateInWords(day) : <s>{dateInWords(day)}</s>}
                {to === null && <span> {word.skipped}</span>}
                {typeof to === 'string' && <strong> {word.movedTo(dateInWords(to))}</strong>}
              </p>
              <span class="row">
                {to === undefined ? (
                  <>
                    <Button
                      look="quiet"
                      aria-label={`${dateInWords(day)} ${word.move}`}
                      onClick={() => (moving.value = moving.value === day ? null : day)}
                    >
                      {word.move}
                    </Button>
                    <Button
                      look="quiet"
                      aria-label={`${dateInWords(day)} ${word.skip}`}
                      onClick={() => {
                        moving.value = null;
                        set(day, null);
                      }}
                    >
                      {word.skip}
                    </Button>
                  </>
                ) : (
                  <Button look="quiet" aria-label={`${dateInWords(day)} ${word.undo}`} onClick={() => set(day, undefined)}>
                    {word.undo}
                  </Button>
                )}
              </span>
              {moving.value === day && (
                <MoveDay
                  day={day}
                  onDay={(chosen) => {
                    moving.value = null;
                    set(day, chosen);
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The day is taken with a button: a date field tells every half-typed day on its way. */
function MoveDay({ day, onDay }: { day: string; onDay: (to: string) => void }) {
  const word = trainingsWords.value.series;
  const to = useSignal(day);
  return (
    <div class="series-move">
      <TextField label={word.newDay} type="date" value={to.value} onValue={(value) => (to.value = value)} />
      <Button disabled={to.value === '' || to.value === day} onClick={() => onDay(to.value)}>
        {word.take}
      </Button>
    </div>
  );
}
