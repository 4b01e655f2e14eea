import { useEffect } from 'preact/hooks';
import { readPlan, type VisitCall, type VisitInput, type VisitPlan } from '../../api/visits';
import { LinkButton } from '../../ui/button';
import { dateInWords, shortDate, today } from '../../ui/dates';
import { SelectField } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate, type RouteProps } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { visitsWords } from '../../words/visits';
import { me } from '../auth/session';
import { chooseWorkplace, workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { unsent } from '../outbox/store';
import { keptLoad } from '../screenings/kept';
import { CallCard } from './call-card';
import { namesOf, sayArranged, sayArrival, sayDone } from './said';
import '../desk/desk.css';
import './visits.css';

/** The plan of a feast: each home once, who goes and when; one home beside the list on a wide screen. */
export default function VisitsPage({ params, query }: RouteProps) {
  const word = visitsWords.value;
  const place = workplace.value ?? me.value?.organization_id ?? '';
  const key = query['window'];
  const load = useLoad(`plan/${place}/${key ?? ''}`, () =>
    keptLoad(`plan/${place}/${key ?? ''}`, () => readPlan(place, key)),
  );
  const waiting = unsent.value.length;
  useEffect(() => load.reload(), [waiting]);
  const plan = load.value;
  const chosen = params['id'];
  const call = plan?.calls.find((one) => one.members.some((member) => member.member_id === chosen));

  return (
    <div class={chosen === undefined ? 'desk' : 'desk open'}>
      <div class="desk-list">
        <PageHead title={word.title}>
          <LinkButton href="/visits/made" look="quiet">
            {word.made}
          </LinkButton>
          <LinkButton href="/visits/new" look="quiet" icon="plus">
            {word.adHoc}
          </LinkButton>
        </PageHead>
        <div class="desk-place">
          <WorkplaceChoice />
        </div>
        {plan === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
        {plan === undefined && load.error === undefined && <Loading />}
        {plan !== undefined && (
          <>
            <PlanHead plan={plan} onWindow={(value) => navigate(`/visits?window=${value}`, true)} />
            {plan.branches.length > 1 ? <Branches plan={plan} /> : <Calls plan={plan} chosen={chosen} />}
          </>
        )}
      </div>
      <div class="desk-detail">
        {plan !== undefined && call !== undefined ? (
          <CallCard
            key={call.members[0]?.member_id}
            call={call}
            window={plan.window}
            mayPlan={plan.may_plan}
            waiting={isWaiting(call)}
            onChanged={load.reload}
          />
        ) : (
          (plan?.calls.length ?? 0) > 0 && <Empty icon="home" title={word.pick} />
        )}
      </div>
    </div>
  );
}

function PlanHead({ plan, onWindow }: { plan: VisitPlan; onWindow: (key: string) => void }) {
  const word = visitsWords.value;
  const { window } = plan;
  const calls = plan.branches.reduce((sum, one) => sum + one.calls, 0);
  const done = plan.branches.reduce((sum, one) => sum + one.done, 0);
  const day = today();
  return (
    <div class="stack visit-head visit-progress">
      <SelectField
        label={word.window}
        value={window.key}
        options={plan.windows.map((one) => ({ value: one.key, label: one.name }))}
        onValue={onWindow}
      />
      <p>
        <strong class="number">{word.progress(done, calls)}</strong>
        <span class="soft number">{word.windowDays(shortDate(window.opens_on), shortDate(window.closes_on))}</span>
      </p>
      <progress max={Math.max(calls, 1)} value={done} aria-label={word.progress(done, calls)} />
      {day < window.opens_on && <p class="note">{word.notOpen(dateInWords(window.opens_on))}</p>}
      {day > window.closes_on && <p class="note">{word.over}</p>}
    </div>
  );
}

function Branches({ plan }: { plan: VisitPlan }) {
  const word = visitsWords.value;
  return (
    <section class="desk-group">
      <h2>{word.branches}</h2>
      <ul class="entries">
        {plan.branches.map((branch) => (
          <li key={branch.organization_id}>
            <a class="desk-item" href="/visits" onClick={() => chooseWorkplace(branch.organization_id)}>
              <span>
                <strong>{branch.name}</strong>
                <span class="soft">{word.branchState(branch.calls, branch.done)}</span>
              </span>
              <Icon name="chevron" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Calls({ plan, chosen }: { plan: VisitPlan; chosen: string | undefined }) {
  const word = visitsWords.value;
  const toGo = plan.calls.filter((call) => !isDone(call) && !call.left_out);
  const done = plan.calls.filter((call) => isDone(call) && !call.left_out);
  const leftOut = plan.calls.filter((call) => call.left_out);
  if (plan.calls.length === 0) {
    return (
      <Empty icon="check" title={word.emptyTitle}>
        <p>{word.emptyHint}</p>
      </Empty>
    );
  }
  return (
    <>
      {toGo.length > 0 && <Group title={word.toGo(toGo.length)} calls={toGo} windowKey={plan.window.key} chosen={chosen} />}
      {done.length > 0 && <Group title={word.wentTo} calls={done} windowKey={plan.window.key} chosen={chosen} />}
      {leftOut.length > 0 && <Group title={word.leftOut} calls={leftOut} windowKey={plan.window.key} chosen={chosen} />}
    </>
  );
}

interface GroupProps {
  title: string;
  calls: VisitCall[];
  windowKey: string;
  chosen: string | undefined;
}

function Group({ title, calls, windowKey, chosen }: GroupProps) {
  return (
    <section class="desk-group">
      <h2>{title}</h2>
      <ul class="entries">
        {calls.map((call) => {
          const first = call.members[0]?.member_id ?? '';
          const open = call.members.some((one) => one.member_id === chosen);
          return (
            <li key={first}>
              <a class="desk-item" href={`/visits/${first}?window=${windowKey}`} aria-current={open ? 'true' : undefined}>
                <span class="visit-line">
                  <strong>{namesOf(call)}</strong>
                  <span>{stateOf(call)}</span>
                  {!call.done && <span class="soft small">{besides(call)}</span>}
                </span>
                <Icon name="chevron" />
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** That nobody decided yet, and what is known of their coming home; who was not asked stands on the card. */
function besides(call: VisitCall): string {
  const known = call.members.filter((one) => one.arrival !== null);
  const several = call.members.length > 1;
  const arrivals = known.map((one) => `${several ? one.name : ''}${sayArrival(one.arrival)}`);
  return [call.decided || call.left_out ? '' : visitsWords.value.proposed, ...arrivals].filter(Boolean).join(' · ');
}

function stateOf(call: VisitCall): string {
  if (call.done) return sayDone(call);
  return isWaiting(call) ? visitsWords.value.onPhone : sayArranged(call);
}

function isDone(call: VisitCall): boolean {
  return call.done || isWaiting(call);
}

/** A visit that is recorded on this phone and has not gone out yet. */
function isWaiting(call: VisitCall): boolean {
  const ids = new Set(call.members.map((one) => one.member_id));
  return unsent.value.some(
    (item) =>
      item.path === '/visits' &&
      item.state !== 'needs_you' &&
      (item.body as VisitInput | null)?.members.some((one) => ids.has(one.member_id)),
  );
}
