import type { DeskItem } from '../../api/types';
import { lazyPage } from '../../ui/lazy';
import { navigate } from '../../ui/router';
import { deskWords } from '../../words/desk';
import type { OpeningGrid } from '../members/opening-page';
import type { RoundOf } from '../screenings/round-page';
import type { DifferenceSheet } from '../ties/national-page';
import type { PlanForm } from '../trainings/plan-page';
import type { TrainingDetail } from '../trainings/training-detail';
import type { WorkHere } from '../contacts/work-here';
import { holdAct } from './held';
import { keyOf } from './rows';
import type { HomesProps } from './homes';

type Props<C extends (props: never) => unknown> = Parameters<C>[0];

const Opening = lazyPage<Props<typeof OpeningGrid>>(() =>
  import('../members/opening-page').then((all) => ({ default: all.OpeningGrid })),
);
const Differences = lazyPage<Props<typeof DifferenceSheet>>(() =>
  import('../ties/national-page').then((all) => ({ default: all.DifferenceSheet })),
);
const Meeting = lazyPage<Props<typeof TrainingDetail>>(() =>
  import('../trainings/training-detail').then((all) => ({ default: all.TrainingDetail })),
);
const Plan = lazyPage<Props<typeof PlanForm>>(() =>
  import('../trainings/plan-page').then((all) => ({ default: all.PlanForm })),
);
const Round = lazyPage<Props<typeof RoundOf>>(() =>
  import('../screenings/round-page').then((all) => ({ default: all.RoundOf })),
);
const Work = lazyPage<Props<typeof WorkHere>>(() =>
  import('../contacts/work-here').then((all) => ({ default: all.WorkHere })),
);
const Homes = lazyPage<HomesProps>(() => import('./homes'));

interface PanelFormProps {
  item: DeskItem;
  /** What was to be done is done, and the line has left. */
  onDone: () => void;
  /** Something is recorded already; the line may have changed. */
  onChanged: () => void;
}

/** The forms that are more than one question: they open beside the list, and the list stays. */
const FORMS = new Set<DeskItem['kind']>([
  'opening_missing',
  'registration_due',
  'training_to_close',
  'training_not_planned',
  'screening_open',
  'contact_due',
  'visit_window_open',
  'arrivals_missing',
]);

/** Those of them that say their own name above themselves. */
const NAMED = new Set<DeskItem['kind']>(['training_to_close', 'training_not_planned', 'screening_open']);

export function hasForm(item: DeskItem): boolean {
  return FORMS.has(item.kind);
}

export function isNamed(item: DeskItem): boolean {
  return NAMED.has(item.kind);
}

export function PanelForm({ item, onDone, onChanged }: PanelFormProps) {
  const { did } = deskWords.value;
  const place = item.organization_id;
  const key = keyOf(item);
  const hold = (label: string, path: string) => (body: unknown) => holdAct({ key, label, path, body });
  switch (item.kind) {
    case 'opening_missing':
      return <Opening organizationId={place} hand={hold(did.filled, '/members/opening')} onSaved={onDone} />;
    case 'registration_due':
      return <Differences organizationId={place} hand={hold(did.copied, '/national-registrations')} onCopied={onDone} />;
    case 'training_to_close':
      return (
        <Meeting
          id={item.subject_id}
          home="/desk"
          closing={(body) => hold(did.closed, `/trainings/${item.subject_id}/closing`)(body).then(onDone)}
          onChanged={onChanged}
        />
      );
    case 'training_not_planned':
      return (
        <Plan
          training={null}
          organizationId={place}
          hand={hold(did.planned, '/trainings')}
          onBack={() => navigate('/desk')}
          onPlanned={onDone}
        />
      );
    case 'screening_open':
      return (
        <Round
          id={item.subject_id}
          home="/desk"
          closing={(body) => hold(did.roundClosed, `/screenings/${item.subject_id}/closing`)(body).then(onDone)}
        />
      );
    case 'contact_due':
      return <Work organizationId={place} memberIds={item.member_ids} />;
    case 'visit_window_open':
    case 'arrivals_missing':
      return <Homes item={item} onChanged={onChanged} />;
    default:
      return null;
  }
}
