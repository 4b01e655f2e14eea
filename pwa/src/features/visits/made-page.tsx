import { useEffect } from 'preact/hooks';
import { listVisits, type Visit } from '../../api/visits';
import { LinkButton } from '../../ui/button';
import { shortDate } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate, type RouteProps } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { visitsWords } from '../../words/visits';
import { me } from '../auth/session';
import { workplace } from '../auth/workplace';
import { unsent } from '../outbox/store';
import { keptLoad } from '../screenings/kept';
import { namesOf } from './said';
import { VisitCard } from './visit-card';
import '../desk/desk.css';
import './visits.css';

/** The visits that were made, newest first; one of them beside the list on a wide screen. */
export default function MadePage({ params }: RouteProps) {
  const word = visitsWords.value;
  const place = workplace.value ?? me.value?.organization_id ?? '';
  const load = useLoad(`visits/${place}`, () => keptLoad(`visits/${place}`, () => listVisits(place)));
  const waiting = unsent.value.length;
  useEffect(() => load.reload(), [waiting]);
  const items = load.value?.items ?? [];
  const chosen = params['id'];
  return (
    <div class={chosen === undefined ? 'desk' : 'desk open'}>
      <div class="desk-list">
        <PageHead title={word.made} back={() => navigate('/visits')}>
          <LinkButton href="/visits/new" look="quiet" icon="plus">
            {word.adHoc}
          </LinkButton>
        </PageHead>
        {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
        {load.value === undefined && load.error === undefined && <Loading />}
        {load.value !== undefined && items.length === 0 && (
          <Empty icon="book" title={word.madeEmpty}>
            <p>{word.madeEmptyHint}</p>
          </Empty>
        )}
        {groups(items).map(([name, visits]) => (
          <section key={name} class="desk-group">
            <h2>{name}</h2>
            <ul class="entries">
              {visits.map((visit) => (
                <li key={visit.id}>
                  <a
                    class="desk-item"
                    href={`/visits/made/${visit.id}`}
                    aria-current={visit.id === chosen ? 'true' : undefined}
                  >
                    <span>
                      <strong>{namesOf(visit)}</strong>
                      <span>{[...new Set(visit.members.map((one) => word.outcomes[one.outcome]))].join(word.and)}</span>
                    </span>
                    <time class="soft small number">{shortDate(visit.on_date)}</time>
                    <Icon name="chevron" />
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div class="desk-detail">
        {chosen === undefined ? (
          items.length > 0 && <Empty icon="book" title={word.pick} />
        ) : (
          <VisitCard key={chosen} id={chosen} onChanged={load.reload} />
        )}
      </div>
    </div>
  );
}

/** By feast, in the order of the list; everything else is 日常. */
function groups(visits: Visit[]): [string, Visit[]][] {
  const found = new Map<string, Visit[]>();
  for (const visit of visits) {
    const name = visit.window_name ?? visitsWords.value.daily;
    found.set(name, [...(found.get(name) ?? []), visit]);
  }
  return [...found.entries()];
}
