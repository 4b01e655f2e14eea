import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readPlan, type CallDecision, type VisitCall, type VisitPlan } from '../../api/visits';
import type { DeskItem } from '../../api/types';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { Empty, Failure, Loading } from '../../ui/states';
import { deskWords } from '../../words/desk';
import { visitsWords } from '../../words/visits';
import { ArrangeDialog } from '../visits/arrange-dialog';
import { ArrivalDialog } from '../visits/arrival-dialog';
import { RecordOne } from '../visits/record-page';
import { namesOf, sayArranged } from '../visits/said';
import { answeredSince, arrivals, doAct, holdAct } from './held';
import { keyOf } from './rows';
import '../visits/visits.css';

export interface HomesProps {
  item: DeskItem;
  onChanged: () => void;
}

/** The homes of a feast that still wait, one after another: who goes, that somebody went, when people come. */
export default function Homes({ item, onChanged }: HomesProps) {
  const place = item.organization_id;
  const code = item.code ?? '';
  const load = useLoad(`homes/${place}/${code}`, async () => {
    const readAt = Date.now();
    return { readAt, plan: await readPlan(place, code) };
  });
  // What has gone out is known to the server from now on.
  const gone = arrivals.value;
  useEffect(() => load.reload(), [gone]);
  const recording = useSignal<VisitCall | null>(null);
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  const { plan, readAt } = load.value;
  const { did } = deskWords.value;
  const done = answeredSince(readAt).keys;
  const keyOfHome = (what: string, call: VisitCall): string => `${keyOf(item)}/${what}/${firstOf(call)}`;
  if (recording.value !== null) {
    const call = recording.value;
    return (
      <RecordOne
        organizationId={place}
        members={call.members.map((one) => one.member_id)}
        windowKey={code}
        hand={(body) => holdAct({ key: keyOfHome('went', call), label: did.visited(namesOf(call)), path: '/visits', body })}
        onBack={() => (recording.value = null)}
        onRecorded={() => {
          recording.value = null;
          onChanged();
        }}
      />
    );
  }
  if (item.kind === 'arrivals_missing') return <Arrivals item={item} plan={plan} done={done} />;
  const waiting = plan.calls.filter((call) => !call.done && !call.left_out && !done.has(keyOfHome('went', call)));
  if (waiting.length === 0) return <Empty icon="check" title={visitsWords.value.wentTo} />;
  return (
    <ul class="desk-homes">
      {waiting.map((call) => (
        <Home
          key={firstOf(call)}
          call={call}
          plan={plan}
          keyOf={(what) => keyOfHome(what, call)}
          isArranged={call.decided || done.has(keyOfHome('arranged', call))}
          onRecord={() => (recording.value = call)}
        />
      ))}
    </ul>
  );
}

function firstOf(call: VisitCall): string {
  return call.members[0]?.member_id ?? '';
}

interface HomeProps {
  call: VisitCall;
  plan: VisitPlan;
  keyOf: (what: string) => string;
  isArranged: boolean;
  onRecord: () => void;
}

function Home({ call, plan, keyOf: keyOfHome, isArranged, onRecord }: HomeProps) {
  const word = visitsWords.value;
  const { acts, did } = deskWords.value;
  const arranging = useSignal(false);
  const names = namesOf(call);
  const hasBegun = plan.window.opens_on <= today();
  const held = { key: keyOfHome('arranged'), label: did.arranged(names), path: '/visits/plan/calls' };
  return (
    <li class="stack tight">
      <p>
        <strong>{names}</strong>{' '}
        <span class="soft">{[isArranged ? '' : word.proposed, sayArranged(call)].filter(Boolean).join(' · ')}</span>
      </p>
      <div class="row">
        {hasBegun && (
          <Button look={isArranged ? 'primary' : 'plain'} aria-label={`${acts.went} ${names}`} onClick={onRecord}>
            {acts.went}
          </Button>
        )}
        {plan.may_plan && !isArranged && call.goers.length > 0 && (
          <Button aria-label={`${acts.asProposed} ${names}`} onClick={() => void doAct({ ...held, body: asProposed(call, plan) })}>
            {acts.asProposed}
          </Button>
        )}
        {plan.may_plan && (
          <Button look="quiet" aria-label={`${word.rearrange} ${names}`} onClick={() => (arranging.value = true)}>
            {isArranged ? word.rearrange : word.arrange}
          </Button>
        )}
      </div>
      {arranging.value && (
        <ArrangeDialog
          call={call}
          window={plan.window}
          hand={(body) => holdAct({ ...held, body })}
          onClose={() => (arranging.value = false)}
          onDone={() => (arranging.value = false)}
        />
      )}
    </li>
  );
}

/** The proposal, decided as it stands. */
function asProposed(call: VisitCall, plan: VisitPlan): CallDecision {
  return {
    organization_id: call.organization_id,
    window_key: plan.window.key,
    member_ids: call.members.map((one) => one.member_id),
    replaces: call.call_id,
    on_date: call.on_date,
    way: call.way,
    goer_ids: call.goers.map((one) => one.member_id),
    others: call.others,
    left_out: false,
    reason: null,
  };
}

function Arrivals({ item, plan, done }: { item: DeskItem; plan: VisitPlan; done: Set<string> }) {
  const word = visitsWords.value;
  const { did } = deskWords.value;
  const asking = useSignal<{ member_id: string; name: string } | null>(null);
  const keyOfOne = (id: string): string => `${keyOf(item)}/arrives/${id}`;
  const open = plan.calls
    .flatMap((call) => call.members)
    .filter((one) => one.arrival === null && one.visit_id === null && !done.has(keyOfOne(one.member_id)));
  if (open.length === 0) return <Empty icon="check" title={word.arrivalSaved} />;
  return (
    <>
      <ul class="desk-homes">
        {open.map((one) => (
          <li key={one.member_id} class="row">
            <strong>{one.name}</strong>
            <span class="soft">{one.place_name}</span>
            <Button look="quiet" aria-label={`${word.askArrival} ${one.name}`} onClick={() => (asking.value = one)}>
              {word.askArrival}
            </Button>
          </li>
        ))}
      </ul>
      {asking.value !== null && (
        <ArrivalDialog
          memberId={asking.value.member_id}
          name={asking.value.name}
          window={plan.window}
          hand={(body) => {
            const { member_id: id, name } = asking.value ?? { member_id: '', name: '' };
            return holdAct({ key: keyOfOne(id), label: did.arrives(name), path: `/members/${id}/arrival`, body });
          }}
          onClose={() => (asking.value = null)}
          onDone={() => (asking.value = null)}
        />
      )}
    </>
  );
}
