import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { payDues } from '../../api/dues';
import type { DuesPayment } from '../../api/types';
import { mintUuid } from '../../offline/mint';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { say as tell } from '../../ui/toast';
import { duesWords } from '../../words/dues';
import { countMonths, fenOf, runsOf, type Chosen } from './months';
import { Sheet } from '../../ui/sheet';

interface PayDialogProps {
  organizationId: string;
  chosen: Chosen;
  onClose: () => void;
  onDone: () => void;
}

/** 已交 for what was chosen: when, by whom, to whom. The branch itself never advances dues. */
export function PayDialog({ organizationId, chosen, onClose, onDone }: PayDialogProps) {
  const say = duesWords.value;
  const paidOn = useSignal(today());
  const paidBy = useSignal<DuesPayment['paid_by']>('self');
  const paidTo = useSignal<DuesPayment['paid_to']>('branch');
  const amount = useSignal('');
  // One key for each act, so that trying again after a lost answer records nothing twice.
  const keys = useRef<Record<string, string>>({});

  async function record(): Promise<string | null> {
    const fen = amount.value.trim() === '' ? null : fenOf(amount.value);
    if (amount.value.trim() !== '' && fen === null) return say.needAmount;
    const runs = runsOf(chosen);
    for (const { from, to, members } of runs) {
      const body: DuesPayment = {
        organization_id: organizationId,
        member_ids: members,
        from_month: from,
        to_month: to,
        amount_fen: fen,
        paid_on: paidOn.value,
        paid_by: paidBy.value ?? 'self',
        paid_to: paidTo.value ?? 'branch',
      };
      const name = JSON.stringify(body);
      const key = (keys.current[name] ??= mintUuid());
      await payDues(body, key);
    }
    tell(say.saved(runs.length));
    onDone();
    return null;
  }

  return (
    <Sheet title={say.payTitle} action={say.save} cancel={say.cancel} onConfirm={record} onClose={onClose}>
      <p class="soft">{say.payLead(chosen.size, countMonths(chosen))}</p>
      <TextField
        label={say.paidOn}
        type="date"
        max={today()}
        value={paidOn.value}
        onValue={(value) => (paidOn.value = value)}
      />
      <ChoiceField
        label={say.paidBy}
        hint={say.neverBranch}
        value={paidBy.value ?? 'self'}
        options={Object.entries(say.paidBys).map(([value, label]) => ({ value, label }))}
        onValue={(value) => (paidBy.value = value as DuesPayment['paid_by'])}
      />
      <ChoiceField
        label={say.paidToWhom}
        value={paidTo.value ?? 'branch'}
        options={Object.entries(say.paidToWhoms).map(([value, label]) => ({ value, label }))}
        onValue={(value) => (paidTo.value = value as DuesPayment['paid_to'])}
      />
      <TextField
        label={say.amountEach}
        hint={say.amountHint}
        optional
        inputMode="decimal"
        maxLength={10}
        value={amount.value}
        onValue={(value) => (amount.value = value)}
      />
    </Sheet>
  );
}
