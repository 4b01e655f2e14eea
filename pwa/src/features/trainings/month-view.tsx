import { useSignal } from '@preact/signals';
import type { TrainingLine } from '../../api/trainings';
import { Icon } from '../../ui/icon';
import { today } from '../../ui/dates';
import { trainingsWords } from '../../words/trainings';

/** One month as a sheet of the calendar: the kind's short name on its day. */
export function MonthView({ items }: { items: TrainingLine[] }) {
  const word = trainingsWords.value;
  const month = useSignal(today().slice(0, 7));
  const [year = 0, number = 0] = month.value.split('-').map(Number);
  const byDay = new Map<string, TrainingLine[]>();
  for (const one of items) {
    if (one.state === 'called_off' || !one.on_date.startsWith(month.value)) continue;
    byDay.set(one.on_date, [...(byDay.get(one.on_date) ?? []), one]);
  }
  return (
    <section class="calendar stack tight">
      <div class="row">
        <Turn label={word.previous} icon="left" onClick={() => (month.value = beside(month.value, -1))} />
        <h2 aria-live="polite">{word.month(year, number)}</h2>
        <Turn label={word.next} icon="chevron" onClick={() => (month.value = beside(month.value, 1))} />
      </div>
      <table>
        <thead>
          <tr>
            {word.weekdays.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month.value).map((week) => (
            <tr key={week.join()}>
              {week.map((day, index) => (
                <td key={day ?? index} class={day === today() ? 'today' : undefined}>
                  {day !== null && <span class="number">{Number(day.slice(8))}</span>}
                  {(day === null ? [] : (byDay.get(day) ?? [])).map((one) => (
                    <a key={one.id} href={`/trainings/${one.id}?view=month`} title={one.title} class={one.state}>
                      {word.short[one.kind]}
                    </a>
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {byDay.size === 0 && <p class="soft small">{word.nothingThisMonth}</p>}
    </section>
  );
}

function Turn({ label, icon, onClick }: { label: string; icon: 'left' | 'chevron'; onClick: () => void }) {
  return (
    <button type="button" class="button quiet" aria-label={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

function beside(month: string, step: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const index = year * 12 + number - 1 + step;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The weeks of a month from Monday on, with null where the month has not begun or is over. */
export function weeksOf(month: string): (string | null)[][] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const cells: (string | null)[] = Array.from({ length: before }, () => null);
  for (let day = 1; day <= days; day += 1) cells.push(`${month}-${String(day).padStart(2, '0')}`);
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
