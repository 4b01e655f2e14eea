import { useSignal } from '@preact/signals';
import { listTrainings, type TrainingLine } from '../../api/trainings';
import { LinkButton } from '../../ui/button';
import { addDays, today } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { type RouteProps } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { trainingsWords } from '../../words/trainings';
import { mayDecide, worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { branch, workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { keptLoad } from '../screenings/kept';
import { clockOf } from './clock';
import { CommitteeView } from './committee-view';
import { MonthView } from './month-view';
import { TrainingDetail } from './training-detail';
import { WatchView } from './watch-view';
import './trainings.css';

const VIEWS = ['list', 'month', 'watch', 'committee'] as const;
const PAST_DAYS = 370;
const AHEAD_DAYS = 190;

/** The meetings of a branch on the left, one of them beside it on a wide screen. */
export default function TrainingsPage({ params, query }: RouteProps) {
  const word = trainingsWords.value;
  const place = workplace.value ?? '';
  const view = VIEWS.find((one) => one === query['view']) ?? 'list';
  const open = params['id'];
  const fromOn = addDays(today(), -PAST_DAYS);
  const load = useLoad(`trainings/${place}`, () =>
    keptLoad(`trainings/${place}`, () => listTrainings(place, fromOn, addDays(today(), AHEAD_DAYS))),
  );
  const items = load.value?.items ?? [];
  const person = me.value;
  return (
    <div class={open === undefined ? 'meetings' : 'meetings open'}>
      <div class="meetings-list stack">
        <PageHead title={word.title}>
          {person !== null && worksForBranch(person) && branch.value !== null && (
            <LinkButton href="/trainings/new" icon="plus">
              {word.plan}
            </LinkButton>
          )}
        </PageHead>
        <div class="desk-place">
          <WorkplaceChoice />
        </div>
        <nav class="segments" aria-label={word.view}>
          {VIEWS.map((one) => (
            <a
              key={one}
              href={one === 'list' ? '/trainings' : `/trainings?view=${one}`}
              aria-current={one === view ? 'page' : undefined}
            >
              {word.views[one]}
            </a>
          ))}
        </nav>
        {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
        {load.value === undefined && load.error === undefined && <Loading />}
        {load.value !== undefined && view === 'list' && <ListView items={items} open={open} />}
        {load.value !== undefined && view === 'month' && <MonthView items={items} />}
        {view === 'committee' &&
          (branch.value === null ? (
            <p class="note">{word.chooseBranch}</p>
          ) : (
            <CommitteeView key={branch.value.id} id={branch.value.id} decides={person !== null && mayDecide(person)} />
          ))}
        {view === 'watch' && (branch.value === null ? <p class="note">{word.chooseBranch}</p> : <WatchView id={branch.value.id} />)}
      </div>
      <div class="meetings-detail">
        {open === undefined ? (
          <Empty icon="book" title={items.length > 0 ? word.pick : word.none} />
        ) : (
          <TrainingDetail key={open} id={open} onChanged={load.reload} />
        )}
      </div>
    </div>
  );
}

function ListView({ items, open }: { items: TrainingLine[]; open: string | undefined }) {
  const word = trainingsWords.value;
  const shown = useSignal(12);
  const now = new Date().toISOString();
  const coming = items.filter((one) => one.state === 'planned' && new Date(one.ends_at).toISOString() >= now).reverse();
  const toClose = items.filter((one) => one.state === 'planned' && new Date(one.ends_at).toISOString() < now);
  const held = items.filter((one) => one.state !== 'planned');
  if (items.length === 0) {
    return (
      <Empty icon="book" title={word.none}>
        <p>{word.noneHint}</p>
      </Empty>
    );
  }
  return (
    <div class="stack">
      <Group title={word.groups.toClose} items={toClose} open={open} />
      <Group title={word.groups.coming} items={coming} open={open} />
      <Group title={word.groups.held} items={held.slice(0, shown.value)} open={open} />
      {held.length > shown.value && (
        <button type="button" class="button quiet" onClick={() => (shown.value += 24)}>
          {word.form.more}
        </button>
      )}
    </div>
  );
}

function Group({ title, items, open }: { title: string; items: TrainingLine[]; open: string | undefined }) {
  const word = trainingsWords.value;
  const isTownship = branch.value === null;
  if (items.length === 0) return null;
  return (
    <section class="meetings-group">
      <h2>{title}</h2>
      <ul class="entries">
        {items.map((one) => (
          <li key={one.id}>
            <a
              class="meeting-line"
              href={`/trainings/${one.id}${location.search}`}
              aria-current={one.id === open ? 'true' : undefined}
            >
              <DayMark day={one.on_date} />
              <span>
                <strong>{one.title}</strong>
                <span class="soft small">
                  {[
                    isTownship ? one.organization_name : null,
                    one.group_name ?? word.kinds[one.kind],
                    clockOf(one.starts_at),
                  ]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </span>
              </span>
              <span class="soft small number meeting-figure">
                {one.state === 'called_off'
                  ? word.states.called_off
                  : one.due !== null && one.present !== null && one.state === 'closed'
                    ? `${one.present}／${one.due}`
                    : ''}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DayMark({ day }: { day: string }) {
  const [year = '', month = '', date = ''] = day.split('-');
  return (
    <time class="day-mark number" dateTime={day}>
      <b>{Number(date)}</b>
      <span>{year === today().slice(0, 4) ? `${Number(month)}` : `${year.slice(2)}/${Number(month)}`}{monthWord()}</span>
    </time>
  );
}

/** The month's sign stands in Chinese only; in English the number is enough. */
function monthWord(): string {
  return trainingsWords.value.month(1, 1).includes('月') ? '月' : '';
}

