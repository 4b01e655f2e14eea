import { useSignal } from '@preact/signals';
import { actOnTransfer, planTransfer, type NewTransfer } from '../../api/ties';
import type { TransferAct } from '../../api/types';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { tiesWords } from '../../words/ties';
import { handOver, type Hand } from '../outbox/hand';

interface PlanDialogProps {
  memberId: string;
  name: string;
  hand?: Hand<NewTransfer> | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** 拟转: where the relation is to go; nothing leaves the roll by it. */
export function PlanDialog({ memberId, name, hand, onClose, onDone }: PlanDialogProps) {
  const say = tiesWords.value;
  const to = useSignal('');
  const on = useSignal(today());
  const basis = useSignal('');

  async function record(): Promise<string | null> {
    if (to.value.trim() === '') return say.needOrganization;
    const body = {
      member_id: memberId,
      to_organization: to.value.trim(),
      planned_on: on.value,
      basis: basis.value.trim() || null,
    };
    await handOver(hand, body, planTransfer, say.saved);
    onDone();
    return null;
  }

  return (
    <Sheet
      title={say.transfer.planTitle(name)}
      action={say.save}
      cancel={say.cancel}
      onConfirm={record}
      onClose={onClose}
    >
      <p class="soft">{say.transfer.planLead}</p>
      <TextField
        label={say.transfer.to}
        hint={say.transfer.toHint}
        maxLength={100}
        value={to.value}
        onValue={(value) => (to.value = value)}
      />
      <TextField
        label={say.transfer.plannedOn}
        type="date"
        max={today()}
        value={on.value}
        onValue={(value) => (on.value = value)}
      />
      <TextField label={say.basis} optional maxLength={200} value={basis.value} onValue={(value) => (basis.value = value)} />
    </Sheet>
  );
}

interface ActDialogProps {
  transferId: string;
  name: string;
  possible: TransferAct['act'][];
  hand?: Hand<TransferAct> | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** What happened to a transfer: the letter, sending, receipt, or that it came back. */
export function ActDialog({ transferId, name, possible, hand, onClose, onDone }: ActDialogProps) {
  const say = tiesWords.value;
  const act = useSignal<TransferAct['act']>(usual(possible));
  const on = useSignal(today());
  const number = useSignal('');
  const days = useSignal('');
  const basis = useSignal('');

  async function record(): Promise<string | null> {
    if (act.value === 'letter' && number.value.trim() === '') return say.needLetter;
    if (needsBasis(act.value) && basis.value.trim() === '') return say.needBasis;
    const body: TransferAct = {
      act: act.value,
      on_date: on.value,
      letter_number: act.value === 'letter' ? number.value.trim() : null,
      valid_days: act.value === 'letter' && /^\d{1,3}$/.test(days.value) ? Number(days.value) : null,
      basis: basis.value.trim() || null,
    };
    await handOver(hand, body, (told) => actOnTransfer(transferId, told), say.saved);
    onDone();
    return null;
  }

  return (
    <Sheet title={say.transfer.actTitle(name)} action={say.save} cancel={say.cancel} onConfirm={record} onClose={onClose}>
      <ChoiceField
        label={say.transfer.act}
        value={act.value}
        options={possible.map((value) => ({ value, label: say.transfer.acts[value] }))}
        onValue={(value) => (act.value = value as TransferAct['act'])}
      />
      <TextField label={say.on} type="date" max={today()} value={on.value} onValue={(value) => (on.value = value)} />
      {act.value === 'letter' && (
        <>
          <TextField
            label={say.transfer.letterNumber}
            maxLength={60}
            value={number.value}
            onValue={(value) => (number.value = value)}
          />
          <TextField
            label={say.transfer.validDays}
            hint={say.transfer.validHint}
            optional
            inputMode="numeric"
            maxLength={3}
            value={days.value}
            onValue={(value) => (days.value = value)}
          />
        </>
      )}
      {needsBasis(act.value) && (
        <TextField
          label={act.value === 'received' ? say.transfer.receipt : say.transfer.reason}
          maxLength={200}
          value={basis.value}
          onValue={(value) => (basis.value = value)}
        />
      )}
    </Sheet>
  );
}

function needsBasis(act: TransferAct['act']): boolean {
  return act !== 'letter' && act !== 'sent';
}

/** The act that usually comes next stands first: sent after the letter, received after that. */
function usual(possible: TransferAct['act'][]): TransferAct['act'] {
  return (['sent', 'received', 'letter'] as const).find((act) => possible.includes(act)) ?? possible[0] ?? 'letter';
}
