import { useSignal } from '@preact/signals';
import { readFrequency, type Span } from '../../api/trainings';
import { Icon } from '../../ui/icon';
import { today } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { Empty, Failure, Loading } from '../../ui/states';
import { trainingsWords } from '../../words/trainings';

/** A year of this branch against what is to be held: a row for each kind, a cell for each month, quarter or year. */
export function WatchView({ id }: { id: string }) {
  const word = trainingsWords.value;
  const year = useSignal(Number(today().slice(0, 4)));
  const load = useLoad(`frequency/${id}/${year.value}`, () => readFrequency(id, year.value));
  return (
    <section class="watch stack tight">
      <div class="row">
        <button type="button" class="button quiet" aria-label={word.watch.previous} onClick={() => (year.value -= 1)}>
          <Icon name="left" />
        </button>
        <h2 aria-live="polite">{word.watch.year(year.value)}</h2>
        <button type="button" class="button quiet" aria-label={word.watch.next} onClick={() => (year.value += 1)}>
          <Icon name="chevron" />
        </button>
      </div>
      <p class="soft small">{word.watch.lead}</p>
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value !== undefined && load.value.length === 0 && <Empty icon="book" title={word.watch.empty} />}
      {rowsOf(load.value ?? []).map((spans) => (
        <Row key={`${spans[0]?.kind}/${spans[0]?.group_id ?? ''}`} spans={spans} />
      ))}
      {load.value !== undefined && load.value.length > 0 && (
        <p class="soft tiny">
          {(['held', 'planned', 'to_close', 'open', 'missing'] as const)
            .map((status) => `${word.watch.marks[status]} ${word.watch.statuses[status]}`)
            .join('　')}
        </p>
      )}
    </section>
  );
}

function Row({ spans }: { spans: Span[] }) {
  const word = trainingsWords.value;
  const [first] = spans;
  if (first === undefined) return null;
  return (
    <div class="watch-row">
      <p>{first.group_name ?? word.kinds[first.kind]}</p>
      <ol>
        {spans.map((span) => {
          const from = Number(span.first.slice(5, 7));
          const to = Number(span.last.slice(5, 7));
          const label = `${word.watch.months(from, to)} ${word.watch.statuses[span.status]}`;
          return (
            <li key={span.first} class={span.status} style={{ gridColumn: `${from} / ${to + 1}` }} title={label}>
              <span aria-hidden="true">{span.status === 'later' ? from : word.watch.marks[span.status]}</span>
              <b class="sr">{label}</b>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function rowsOf(spans: Span[]): Span[][] {
  const rows = new Map<string, Span[]>();
  for (const span of spans) {
    const key = `${span.kind}/${span.group_id ?? ''}`;
    rows.set(key, [...(rows.get(key) ?? []), span]);
  }
  return [...rows.values()];
}
