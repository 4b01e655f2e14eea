import { useEffect } from 'preact/hooks';
import { readDesk } from '../../api/desk';
import type { DeskItem } from '../../api/types';
import { momentInWords, shortDate } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate, type RouteProps } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';
import { workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { DeskReport } from './desk-report';
import './desk.css';

/** What needs me today: the list on the left, one report beside it on a wide screen. */
export default function DeskPage({ params }: RouteProps) {
  const { desk } = officeWords.value;
  const place = workplace.value ?? '';
  const load = useLoad(`desk/${place}`, () => readDesk(place));
  const items = load.value?.items ?? [];
  const waiting = items.filter(isReport);
  const suggested = groupByMember(items.filter((item) => item.kind === 'suggestion'));
  const others = items.filter((item) => !isReport(item) && item.kind !== 'suggestion');
  const open = params['id'];
  const { reload } = load;

  useEffect(() => {
    // A desk that stays open all day shows, at the next look, what came in meanwhile.
    addEventListener('focus', reload);
    return () => removeEventListener('focus', reload);
  }, [reload]);

  function decided(): void {
    const next = waiting.find((item) => item.subject_id !== open);
    navigate(next !== undefined && window.matchMedia('(min-width: 900px)').matches ? `/desk/${next.subject_id}` : '/desk', true);
    load.reload();
  }

  return (
    <div class={open === undefined ? 'desk' : 'desk open'}>
      <div class="desk-list">
        <PageHead title={desk.title}>
          <span class="desk-place">
            <WorkplaceChoice />
          </span>
        </PageHead>
        {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
        {load.value === undefined && load.error === undefined && <Loading />}
        {load.value !== undefined && items.length === 0 && (
          <Empty icon="check" title={desk.clear}>
            <p>{desk.clearHint}</p>
          </Empty>
        )}
        {waiting.length > 0 && <DeskGroup title={`${desk.waiting} · ${waiting.length}`} items={waiting} open={open} />}
        {suggested.length > 0 && <SuggestedGroup members={suggested} />}
        {others.length > 0 && <DeskGroup title={desk.others} items={others} open={undefined} />}
        {load.value !== undefined && <p class="soft tiny">{desk.asOf(momentInWords(load.value.as_of))}</p>}
      </div>
      <div class="desk-detail">
        {open === undefined ? (
          <Empty icon="desk" title={waiting.length > 0 ? desk.pick : desk.clear} />
        ) : (
          <DeskReport key={open} id={open} onDecided={decided} />
        )}
      </div>
    </div>
  );
}

function isReport(item: DeskItem): boolean {
  return item.kind === 'report_waiting' || item.kind === 'hearsay_waiting';
}

function targetOf(item: DeskItem): string {
  if (isReport(item)) return `/desk/${item.subject_id}`;
  if (item.kind === 'liaison_lost' || item.kind === 'liaison_missing') return '/pairings';
  if (item.kind === 'make_up_waiting' || item.kind === 'training_to_close') return `/trainings/${item.subject_id}`;
  if (item.kind === 'training_not_planned') return '/trainings/new';
  if (item.kind === 'contribution_waiting') return '/contributions';
  if (item.kind === 'screening_open') return `/screenings/${item.subject_id}`;
  if (item.kind === 'screening_to_open') return '/screenings';
  if (item.kind === 'need_open_long') return `/needs/${item.subject_id}`;
  if (item.kind === 'visit_window_open' || item.kind === 'arrivals_missing') return `/visits?window=${item.code ?? ''}`;
  if (item.kind === 'registration_due') return '/standing/national';
  return item.member_id === null ? '/members/opening' : `/members/${item.member_id}`;
}

/** The name stands before the sentence already, so the sentence need not begin with it. */
function withoutName({ member_name: name, sentence }: DeskItem): string {
  return name !== null && sentence.startsWith(name) ? sentence.slice(name.length).replace(/^[:\uff1a]\s*/, '') : sentence;
}

/** What the clocks suggest, one line for each member: nine people away are nine lines. */
function groupByMember(items: DeskItem[]): DeskItem[][] {
  const byMember = new Map<string, DeskItem[]>();
  for (const item of items) byMember.set(item.subject_id, [...(byMember.get(item.subject_id) ?? []), item]);
  return [...byMember.values()];
}

function SuggestedGroup({ members }: { members: DeskItem[][] }) {
  const { desk } = officeWords.value;
  const { suggestions } = keepingWords.value;
  return (
    <section class="desk-group">
      <h2>{`${desk.suggested} · ${members.length}`}</h2>
      <ul class="entries">
        {members.map(([first, ...more]) => (
          <li key={first?.subject_id}>
            <a class="desk-item" href={`/members/${first?.member_id ?? ''}`}>
              <span>
                <strong>{first?.member_name}</strong>
                <span>
                  {[first, ...more]
                    .map((item) => item && (suggestions[item.code ?? ''] ?? withoutName(item)))
                    .join(desk.separator)}
                </span>
              </span>
              <Icon name="chevron" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DeskGroup({ title, items, open }: { title: string; items: DeskItem[]; open: string | undefined }) {
  return (
    <section class="desk-group">
      <h2>{title}</h2>
      <ul class="entries">
        {items.map((item) => (
          <li key={`${item.kind}/${item.code ?? ''}/${item.subject_id}`}>
            <a class="desk-item" href={targetOf(item)} aria-current={item.subject_id === open ? 'true' : undefined}>
              <span>
                {item.member_name !== null && <strong>{item.member_name}</strong>}
                <span>{withoutName(item)}</span>
              </span>
              {item.since !== null && <time class="soft small number">{shortDate(item.since)}</time>}
              <Icon name="chevron" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
