import { useSignal } from '@preact/signals';
import { decideCall, type CallDecision, type VisitCall, type VisitWindow } from '../../api/visits';
import { Button } from '../../ui/button';
import { ChoiceField, Tick } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { TextArea, TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { visitsWords } from '../../words/visits';
import { handOver, type Hand } from '../outbox/hand';
import { People, type Chosen } from './people';
import { namesOf } from './said';

const WAYS = ['home', 'video', 'phone', 'workplace', 'mail'] as const;

interface ArrangeDialogProps {
  call: VisitCall;
  window: VisitWindow;
  hand?: Hand<CallDecision> | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** Who goes to one home, when and how; it opens with what is proposed. */
export function ArrangeDialog({ call, window, hand, onClose, onDone }: ArrangeDialogProps) {
  const word = visitsWords.value;
  const goers = useSignal<Chosen[]>(call.goers);
  const others = useSignal(call.others ?? '');
  const day = useSignal(call.on_date ?? '');
  const way = useSignal(call.way);
  const leftOut = useSignal(call.left_out);
  const why = useSignal(call.reason ?? '');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function save(): Promise<void> {
    if (leftOut.value && why.value.trim() === '') {
      refusal.value = word.needWhy;
      return;
    }
    busy.value = true;
    try {
      const body: CallDecision = {
        organization_id: call.organization_id,
        window_key: window.key,
        member_ids: call.members.map((one) => one.member_id),
        replaces: call.call_id,
        on_date: day.value === '' ? null : day.value,
        way: way.value,
        goer_ids: goers.value.map((one) => one.member_id),
        others: others.value.trim() === '' ? null : others.value.trim(),
        left_out: leftOut.value,
        reason: leftOut.value ? why.value.trim() : null,
      };
      await handOver(hand, body, decideCall, word.arranged);
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={word.arrangeTitle(namesOf(call))}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{word.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void save()}>
            {word.save}
          </Button>
        </>
      }
    >
      {!leftOut.value && (
        <>
          <People
            label={word.goers}
            organizationId={call.organization_id}
            people={goers.value}
            onChange={(people) => (goers.value = people)}
          />
          <TextField
            label={word.others}
            hint={word.othersHint}
            optional
            maxLength={200}
            value={others.value}
            onValue={(value) => (others.value = value)}
          />
          <TextField
            label={word.day}
            type="date"
            min={window.opens_on}
            max={window.closes_on}
            value={day.value}
            onValue={(value) => (day.value = value)}
          />
          <ChoiceField
            label={word.way}
            value={way.value}
            options={WAYS.map((value) => ({ value, label: word.ways[value] }))}
            onValue={(value) => (way.value = value as VisitCall['way'])}
          />
        </>
      )}
      <Tick label={word.leaveOut} checked={leftOut.value} onChecked={(checked) => (leftOut.value = checked)} />
      {leftOut.value && (
        <TextArea label={word.why} maxLength={300} value={why.value} onValue={(value) => (why.value = value)} />
      )}
      {refusal.value !== null && (
        <p class="error" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
