import { useSignal } from '@preact/signals';
import { listNeeds, type Need } from '../../api/needs';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import type { RouteProps } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { needsWords } from '../../words/needs';
import { worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { keptLoad } from '../screenings/kept';
import { NeedCard } from './need-card';
import { RaiseDialog } from './raise-dialog';
import '../desk/desk.css';
import './needs.css';

const DAY_MS = 86_400_000;

/** What members ask for: the open ones first, and one of them beside the list on a wide screen. */
export default function NeedsPage({ params }: RouteProps) {
  const word = needsWords.value;
  const person = me.value;
  const place = workplace.value;
  const filter = place === undefined ? {} : { organization_id: place };
  const load = useLoad(`needs-of/${place ?? ''}`, () => keptLoad(`needs-of/${place ?? ''}`, () => listNeeds(filter)));
  const raising = useSignal(false);
  const items = load.value?.items ?? [];
  const open = items.filter((need) => need.state === 'open');
  const closed = items.filter((need) => need.state !== 'open');
  const chosen = params['id'];
  const raises = person !== null && (worksForBranch(person) || person.liaison_today);
  const here = place ?? person?.organization_id ?? '';

  return (
    <div class={chosen === undefined ? 'desk' : 'desk open'}>
      <div class="desk-list">
        <PageHead title={word.title}>
          {raises && (
            <Button look="quiet" icon="plus" onClick={() => (raising.value = true)}>
              {word.raiseFor}
            </Button>
          )}
        </PageHead>
        <div class="desk-place">
          <WorkplaceChoice />
        </div>
        {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
        {load.value === undefined && load.error === undefined && <Loading />}
        {load.value !== undefined && items.length === 0 && (
          <Empty icon="check" title={word.empty}>
            <p>{word.emptyHint}</p>
          </Empty>
        )}
        {open.length > 0 && <Needs title={word.openOnes(open.length)} needs={open} chosen={chosen} />}
        {closed.length > 0 && <Needs title={word.closedOnes} needs={closed} chosen={chosen} />}
      </div>
      <div class="desk-detail">
        {chosen === undefined ? (
          items.length > 0 && <Empty icon="letter" title={word.pick} />
        ) : (
          <NeedCard key={chosen} id={chosen} onChanged={load.reload} />
        )}
      </div>
      {raising.value && (
        <RaiseDialog
          organizationId={here}
          onClose={() => (raising.value = false)}
          onDone={() => {
            raising.value = false;
            load.reload();
          }}
        />
      )}
    </div>
  );
}

interface NeedsProps {
  title: string;
  needs: Need[];
  chosen: string | undefined;
}

function Needs({ title, needs, chosen }: NeedsProps) {
  return (
    <section class="desk-group">
      <h2>{title}</h2>
      <ul class="entries">
        {needs.map((need) => (
          <li key={need.id}>
            <a class="desk-item" href={`/needs/${need.id}`} aria-current={need.id === chosen ? 'true' : undefined}>
              <span class="need-line">
                <strong>{need.member_name}</strong>
                <span class="soft">{needsWords.value.kinds[need.kind]}</span>
                {need.words !== null && <span class="need-words">{need.words}</span>}
                <span class="soft small">{stateOf(need)}</span>
              </span>
              <Icon name="chevron" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function stateOf(need: Need): string {
  const word = needsWords.value;
  if (need.state !== 'open') {
    const told = need.told_on === null && need.state !== 'withdrawn' ? word.notTold : '';
    return [word.states[need.state], told].filter(Boolean).join(' · ');
  }
  const days = Math.round((Date.parse(today()) - Date.parse(need.raised_on)) / DAY_MS);
  const who = need.handler_name === null ? word.noHandler : word.handledBy(need.handler_name);
  return [who, word.daysOpen(Math.max(days, 0))].join(' · ');
}
