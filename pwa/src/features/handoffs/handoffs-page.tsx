import { useEffect } from 'preact/hooks';
import { listHandoffs, type Handoff } from '../../api/handoffs';
import { shortDate } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import type { RouteProps } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { handoffsWords } from '../../words/handoffs';
import { workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { arrivals, tellRefused } from '../desk/held';
import { UndoBar } from '../desk/undo-bar';
import '../desk/desk.css';
import { useReleaseOnLeaving } from '../outbox/release';
import { HandoffCard } from './handoff-card';

/** What was asked of the branches, and what became of it: the open ones first. */
export default function HandoffsPage({ params }: RouteProps) {
  const say = handoffsWords.value;
  const place = workplace.value;
  const load = useLoad(`handoffs/${place ?? ''}`, () =>
    listHandoffs(place === undefined ? {} : { organization_id: place }),
  );
  const { reload } = load;
  useEffect(() => {
    addEventListener('focus', reload);
    return () => removeEventListener('focus', reload);
  }, [reload]);
  useReleaseOnLeaving();
  useEffect(() => {
    tellRefused();
    reload();
  }, [arrivals.value]);
  const items = load.value?.items ?? [];
  const open = items.filter((one) => ['open', 'passed_on', 'support_wanted'].includes(one.state));
  const others = items.filter((one) => !open.includes(one));
  const chosen = params['id'];
  return (
    <div class={chosen === undefined ? 'desk' : 'desk open'}>
      <div class="desk-list">
        <PageHead title={say.title}>
          <span class="desk-place">
            <WorkplaceChoice />
          </span>
        </PageHead>
        {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={reload} />}
        {load.value === undefined && load.error === undefined && <Loading />}
        {load.value !== undefined && items.length === 0 && (
          <Empty icon="check" title={say.none}>
            <p>{say.noneHint}</p>
          </Empty>
        )}
        {open.length > 0 && <Lines title={say.openOnes(open.length)} items={open} chosen={chosen} />}
        {others.length > 0 && <Lines title={say.answeredOnes} items={others} chosen={chosen} />}
      </div>
      <div class="desk-detail">
        {chosen === undefined ? (
          items.length > 0 && <Empty icon="letter" title={say.pick} />
        ) : (
          <HandoffCard key={chosen} id={chosen} home="/handoffs" onChanged={reload} />
        )}
      </div>
      <UndoBar />
    </div>
  );
}

function Lines({ title, items, chosen }: { title: string; items: Handoff[]; chosen: string | undefined }) {
  const say = handoffsWords.value;
  return (
    <section class="desk-group">
      <h2>{title}</h2>
      <ul class="entries">
        {items.map((one) => (
          <li key={one.id}>
            <a class="desk-item" href={`/handoffs/${one.id}`} aria-current={one.id === chosen ? 'true' : undefined}>
              <span>
                <strong>{one.member_name ?? one.organization_name}</strong>
                <span>{say.about[one.about]}</span>
                <span class="desk-why soft small">
                  {[say.states[one.state], one.state === 'recorded' ? one.known?.sentence : one.answer]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <time class="soft small number">{shortDate(one.asked_on)}</time>
              <Icon name="chevron" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
