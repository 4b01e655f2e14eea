import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readPlan, readVisit, type Visit, type VisitInput, type VisitOutcome } from '../../api/visits';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack, navigate, type RouteProps } from '../../ui/router';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { visitsWords } from '../../words/visits';
import { me } from '../auth/session';
import { workplace } from '../auth/workplace';
import type { Hand } from '../outbox/hand';
import { handIn, online } from '../outbox/store';
import { keptLoad } from '../screenings/kept';
import { draftOf, emptyDraft, findLacks, visitBody, visitChanges, type VisitDraft, type Visited, type VisitLacks } from './draft';
import { namesOf } from './said';
import { VisitForm, type Home } from './visit-form';
import './visits.css';

interface Begun {
  draft: VisitDraft;
  /** Homes of those away, for a tap instead of a search; without a network they are what this phone knows. */
  homes: Home[];
  organizationId: string;
  correcting: Visit | null;
}

/** Record a visit at the door: who and how it was in two taps, all else when there is time. */
export default function RecordPage({ params, query }: RouteProps) {
  const id = params['id'];
  const place = workplace.value ?? me.value?.organization_id ?? '';
  const members = (query['members'] ?? '').split(',').filter(Boolean);
  const load = useLoad(`record/${id ?? members.join()}/${place}`, () =>
    id === undefined ? begin(place, members, query['window']) : correct(id),
  );
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  return <Record begun={load.value} />;
}

export interface RecordOneProps extends Omit<RecordProps, 'begun'> {
  organizationId: string;
  members: string[];
  windowKey: string;
}

/** The same form for one home, on a page that has more to show. */
export function RecordOne({ organizationId, members, windowKey, ...more }: RecordOneProps) {
  const load = useLoad(`record/${members.join()}/${organizationId}`, () => begin(organizationId, members, windowKey));
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  return <Record begun={load.value} {...more} />;
}

async function begin(place: string, members: string[], windowKey: string | undefined): Promise<Begun> {
  const day = today();
  const key = `plan/${place}/${windowKey ?? ''}`;
  const plan = await keptLoad(key, () => readPlan(place, windowKey)).catch(() => null);
  const homes = (plan?.calls ?? []).filter((call) => !call.done).map((call) => call.members.map(nameOnly));
  const call = plan?.calls.find((one) => one.members.some((member) => members.includes(member.member_id)));
  if (call === undefined) return { draft: emptyDraft([], [], day), homes, organizationId: place, correcting: null };
  const draft = { ...emptyDraft(call.members.map(nameOnly), call.goers, day), others: call.others ?? '' };
  return { draft, homes, organizationId: call.organization_id, correcting: null };
}

function nameOnly({ member_id, name }: Visited): Visited {
  return { member_id, name };
}

async function correct(id: string): Promise<Begun> {
  const visit = await readVisit(id);
  return {
    draft: draftOf(visit),
    homes: [],
    organizationId: visit.organization_id,
    correcting: visit,
  };
}

interface RecordProps {
  begun: Begun;
  /** Takes the visit, where it can be undone. */
  hand?: Hand<VisitInput> | undefined;
  onBack?: () => void;
  onRecorded?: () => void;
}

function Record({ begun, hand, onBack, onRecorded }: RecordProps) {
  const word = visitsWords.value;
  const draft = useSignal(begun.draft);
  const lacks = useSignal<VisitLacks>({});
  const busy = useSignal(false);
  const { correcting } = begun;

  useEffect(() => {
    draft.value = begun.draft;
  }, [begun]);

  function change(part: Partial<VisitDraft>): void {
    draft.value = { ...draft.value, ...part };
  }

  async function save(): Promise<void> {
    const person = me.value;
    lacks.value = findLacks(draft.value);
    if (Object.keys(lacks.value).length > 0 || person === null) {
      requestAnimationFrame(() => document.querySelector('.visit-form .error')?.scrollIntoView({ block: 'center' }));
      return;
    }
    busy.value = true;
    const names = namesOf(draft.value);
    try {
      if (hand !== undefined) {
        await hand(visitBody(draft.value, mintUuid(), new Date().toISOString()));
        onRecorded?.();
        return;
      }
      await handIn(
        person.account_id,
        correcting === null
          ? {
              kind: 'visit',
              label: names,
              path: '/visits',
              body: visitBody(draft.value, mintUuid(), new Date().toISOString()),
            }
          : {
              kind: 'visit',
              label: names,
              method: 'PATCH',
              path: `/visits/${correcting.id}`,
              ifMatch: `"${correcting.revision}"`,
              body: visitChanges(draft.value),
            },
      );
      say(online.value ? word.saved(names) : `${word.saved(names)}${word.onPhone}`);
      navigate(correcting === null ? '/visits' : `/visits/made/${correcting.id}`, true);
    } catch (error) {
      say(sentenceOf(error));
      busy.value = false;
    }
  }

  return (
    <div class="stack visit-form">
      <PageHead
        title={correcting === null ? word.recordTitle : word.correctTitle}
        back={onBack ?? (() => goBack(correcting === null ? '/visits' : `/visits/made/${correcting.id}`))}
      />
      <VisitForm
        draft={draft.value}
        lacks={lacks.value}
        homes={begun.homes}
        organizationId={begun.organizationId}
        correcting={correcting !== null}
        onChange={change}
        onOutcome={(memberId, outcome) => change({ outcomes: outcomesWith(draft.value, memberId, outcome) })}
      />
      <Button look="primary" block busy={busy.value} onClick={() => void save()}>
        {word.save}
      </Button>
    </div>
  );
}

/** The first answer holds for everybody of the home until somebody's own is given. */
function outcomesWith(draft: VisitDraft, memberId: string, outcome: VisitOutcome): Record<string, VisitOutcome> {
  const unanswered = draft.members.filter((one) => draft.outcomes[one.member_id] === undefined);
  return {
    ...draft.outcomes,
    ...Object.fromEntries(unanswered.map((one) => [one.member_id, outcome])),
    [memberId]: outcome,
  };
}
