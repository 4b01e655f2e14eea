import { useSignal } from '@preact/signals';
import { leaveSeat, listSeats, takeSeat, type Seat } from '../../api/trainings';
import { Button } from '../../ui/button';
import { dateInWords, today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { Sheet } from '../../ui/sheet';
import { Empty, Failure, Loading } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { trainingsWords } from '../../words/trainings';
import { MemberPicker } from '../members/member-picker';

/** Who sits on the branch committee, from when to when: they are due at 支委会. */
export function CommitteeView({ id, decides }: { id: string; decides: boolean }) {
  const word = trainingsWords.value.committee;
  const load = useLoad(`seats/${id}`, () => listSeats(id));
  const asking = useSignal<Seat | 'new' | null>(null);
  const seats = load.value ?? [];
  const sitting = seats.filter((one) => one.to_on === null || one.to_on > today());
  const past = seats.filter((one) => one.to_on !== null && one.to_on <= today()).reverse();
  const close = () => (asking.value = null);
  return (
    <section class="stack tight committee">
      <p class="soft small">{word.lead}</p>
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value !== undefined && sitting.length === 0 && <Empty icon="people" title={word.none} />}
      {sitting.length > 0 && (
        <ul class="entries">
          {sitting.map((seat) => (
            <li key={seat.id} class="seat">
              <span>
                <strong>{seat.member_name}</strong>
                <span class="soft small">{told(seat)}</span>
              </span>
              {decides && seat.to_on === null && (
                <Button look="quiet" aria-label={`${seat.member_name} ${word.leave}`} onClick={() => (asking.value = seat)}>
                  {word.leave}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {decides && load.value !== undefined && (
        <div>
          <Button icon="plus" onClick={() => (asking.value = 'new')}>
            {word.add}
          </Button>
        </div>
      )}
      {past.length > 0 && (
        <details>
          <summary>
            {word.past} · {past.length}
          </summary>
          <ul class="entries">
            {past.map((seat) => (
              <li key={seat.id} class="seat">
                <span>
                  <strong>{seat.member_name}</strong>
                  <span class="soft small">{told(seat)}</span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {asking.value === 'new' && (
        <SeatSheet branchId={id} without={sitting.map((one) => one.member_id)} onClose={close} onDone={load.reload} />
      )}
      {asking.value !== null && asking.value !== 'new' && <LeaveSheet seat={asking.value} onClose={close} onDone={load.reload} />}
    </section>
  );
}

function told(seat: Seat): string {
  const word = trainingsWords.value.committee;
  const from = dateInWords(seat.from_on);
  const days = seat.to_on === null ? word.since(from) : word.between(from, dateInWords(seat.to_on));
  return seat.duty === null ? days : `${seat.duty} · ${days}`;
}

interface SeatProps {
  branchId: string;
  without: string[];
  onClose: () => void;
  onDone: () => void;
}

function SeatSheet({ branchId, without, onClose, onDone }: SeatProps) {
  const word = trainingsWords.value.committee;
  const who = useSignal<{ id: string; name: string } | null>(null);
  const duty = useSignal('');
  const from = useSignal(today());
  async function confirm(): Promise<string | null> {
    if (who.value === null || from.value === '') return word.need;
    await takeSeat({ member_id: who.value.id, duty: duty.value.trim() === '' ? null : duty.value.trim(), from_on: from.value });
    say(word.added);
    onClose();
    onDone();
    return null;
  }
  return (
    <Sheet title={word.add} action={word.action} cancel={words.value.common.cancel} onConfirm={confirm} onClose={onClose}>
      {who.value === null ? (
        <MemberPicker label={word.who} organizationId={branchId} without={without} onPick={({ id, name }) => (who.value = { id, name })} />
      ) : (
        <p class="seat">
          <strong>{who.value.name}</strong>
          <Button look="quiet" onClick={() => (who.value = null)}>
            {word.other}
          </Button>
        </p>
      )}
      <TextField label={word.duty} hint={word.dutyHint} optional value={duty.value} maxLength={60} onValue={(value) => (duty.value = value)} />
      <TextField label={word.from} type="date" value={from.value} onValue={(value) => (from.value = value)} />
    </Sheet>
  );
}

function LeaveSheet({ seat, onClose, onDone }: { seat: Seat; onClose: () => void; onDone: () => void }) {
  const word = trainingsWords.value.committee;
  const to = useSignal(today());
  async function confirm(): Promise<string | null> {
    if (to.value === '') return word.needDay;
    await leaveSeat(seat.id, to.value);
    say(word.left);
    onClose();
    onDone();
    return null;
  }
  return (
    <Sheet title={word.leaveTitle(seat.member_name)} action={word.leave} cancel={words.value.common.cancel} onConfirm={confirm} onClose={onClose}>
      <TextField label={word.to} hint={word.toHint} type="date" min={seat.from_on} value={to.value} onValue={(value) => (to.value = value)} />
    </Sheet>
  );
}
