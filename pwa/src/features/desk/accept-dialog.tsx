import { useSignal } from '@preact/signals';
import type { Acceptance } from '../../api/decisions';
import type { Report } from '../../api/types';
import { Button } from '../../ui/button';
import { Tick } from '../../ui/choice';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { words } from '../../words';
import { deskWords } from '../../words/desk';
import { officeWords } from '../../words/office';
import { doAct } from './held';

interface DecisionProps {
  report: Report;
  onClose: () => void;
  onDone: () => void;
}

/** Accepting: what follows from it, the card, and a last look at the day of departure. */
export function AcceptDialog({ report, onClose, onDone }: DecisionProps) {
  const { desk } = officeWords.value;
  const busy = useSignal(false);
  const departedOn = useSignal(report.departed_on ?? '');
  const withCard = useSignal(report.wants_card === true);
  const cardNumber = useSignal('');
  const cardIssuedOn = useSignal(today());
  const inspected = useSignal(false);
  const departure = report.kind === 'departure';
  const exactDay = departure && (report.departed_precision ?? 'day') === 'day';

  function decision(): Acceptance {
    return {
      ...(exactDay && departedOn.value !== '' && departedOn.value !== report.departed_on
        ? { departed_on: departedOn.value }
        : {}),
      ...(departure && withCard.value
        ? { card_number: cardNumber.value.trim(), card_issued_on: cardIssuedOn.value }
        : {}),
      ...(report.kind === 'return' && inspected.value ? { card_inspected: true } : {}),
    };
  }

  async function accept(): Promise<void> {
    busy.value = true;
    const label = deskWords.value.did.accepted(report.member_name);
    const taken = await doAct({ key: report.id, label, path: `/reports/${report.id}/acceptance`, body: decision() });
    busy.value = false;
    if (taken) onDone();
  }

  const follows = departure ? desk.acceptDeparture : report.kind === 'return' ? desk.acceptReturn : desk.acceptOther;
  return (
    <Dialog
      title={desk.acceptTitle(report.member_name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void accept()}>
            {desk.accept}
          </Button>
        </>
      }
    >
      <p class="soft">{follows}</p>
      {exactDay && (
        <TextField
          label={desk.departedOn}
          type="date"
          value={departedOn.value}
          onValue={(value) => (departedOn.value = value)}
        />
      )}
      {departure && (
        <Tick label={desk.card} checked={withCard.value} onChecked={(checked) => (withCard.value = checked)} />
      )}
      {departure && withCard.value && (
        <div class="pair">
          <TextField
            label={desk.cardNumber}
            value={cardNumber.value}
            maxLength={40}
            onValue={(value) => (cardNumber.value = value)}
          />
          <TextField
            label={desk.cardIssuedOn}
            type="date"
            value={cardIssuedOn.value}
            onValue={(value) => (cardIssuedOn.value = value)}
          />
        </div>
      )}
      {report.kind === 'return' && (
        <Tick
          label={desk.cardInspected}
          checked={inspected.value}
          onChecked={(checked) => (inspected.value = checked)}
        />
      )}
    </Dialog>
  );
}
