import { useSignal } from '@preact/signals';
import type { VisitCall, VisitWindow } from '../../api/visits';
import { Button, LinkButton } from '../../ui/button';
import { today } from '../../ui/dates';
import { PageHead } from '../../ui/page-head';
import { navigate } from '../../ui/router';
import { visitsWords } from '../../words/visits';
import { ArrangeDialog } from './arrange-dialog';
import { ArrivalDialog } from './arrival-dialog';
import { namesOf, sayArranged, sayArrival, sayDone } from './said';

interface CallCardProps {
  call: VisitCall;
  window: VisitWindow;
  mayPlan: boolean;
  waiting: boolean;
  onChanged: () => void;
}

/** One home: who lives there, when they come, who goes; and the way to the door. */
export function CallCard({ call, window, mayPlan, waiting, onChanged }: CallCardProps) {
  const word = visitsWords.value;
  const arranging = useSignal(false);
  const asking = useSignal<{ id: string; name: string } | null>(null);
  const hasBegun = window.opens_on <= today();
  const query = `members=${call.members.map((one) => one.member_id).join(',')}&window=${window.key}`;
  return (
    <article class="card stack">
      <PageHead title={namesOf(call)} back={() => navigate(`/visits?window=${window.key}`)} />
      {waiting && <p class="note">{word.onPhone}</p>}
      <dl class="facts">
        {call.address !== null && (
          <>
            <dt>{word.address}</dt>
            <dd>{call.address}</dd>
          </>
        )}
        {(call.who_stays !== null || call.all_away) && (
          <>
            <dt>{word.whoStays}</dt>
            <dd>{[call.all_away ? word.allAway : '', call.who_stays].filter(Boolean).join('，')}</dd>
          </>
        )}
        {call.members.map((one) => (
          <>
            <dt>{call.members.length > 1 ? one.name : word.where}</dt>
            <dd>{one.place_name ?? word.unknown}</dd>
            {window.asks_arrival && !call.done && (
              <>
                <dt>{word.arrival}</dt>
                <dd>{sayArrival(one.arrival)}</dd>
              </>
            )}
          </>
        ))}
        <dt>{call.done ? word.outcome : call.decided ? word.goers : `${word.goers}（${word.proposed}）`}</dt>
        <dd>{call.left_out ? word.leftOut : call.done ? sayDone(call) : sayArranged(call)}</dd>
        {call.left_out && call.reason !== null && (
          <>
            <dt>{word.why}</dt>
            <dd>{call.reason}</dd>
          </>
        )}
      </dl>
      {call.done ? (
        <div class="visit-actions">
          {[...new Set(call.members.map((one) => one.visit_id))].map(
            (id) =>
              id !== null && (
                <LinkButton key={id} href={`/visits/made/${id}`}>
                  {word.made}
                </LinkButton>
              ),
          )}
        </div>
      ) : (
        <div class="visit-actions">
          {hasBegun && !call.left_out && (
            <LinkButton href={`/visits/new?${query}`} look="primary">
              {word.goNow}
            </LinkButton>
          )}
          {mayPlan && (
            <Button look={hasBegun || call.decided ? 'plain' : 'primary'} onClick={() => (arranging.value = true)}>
              {call.decided ? word.rearrange : word.arrange}
            </Button>
          )}
          {window.asks_arrival &&
            call.members.map((one) => (
              <Button key={one.member_id} look="quiet" onClick={() => (asking.value = { id: one.member_id, name: one.name })}>
                {call.members.length > 1 ? `${one.name}${word.arrival}` : word.askArrival}
              </Button>
            ))}
        </div>
      )}
      {arranging.value && (
        <ArrangeDialog
          call={call}
          window={window}
          onClose={() => (arranging.value = false)}
          onDone={() => {
            arranging.value = false;
            onChanged();
          }}
        />
      )}
      {asking.value !== null && (
        <ArrivalDialog
          memberId={asking.value.id}
          name={asking.value.name}
          window={window}
          onClose={() => (asking.value = null)}
          onDone={() => {
            asking.value = null;
            onChanged();
          }}
        />
      )}
    </article>
  );
}
