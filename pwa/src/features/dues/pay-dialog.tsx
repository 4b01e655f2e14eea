import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { payDues } from '../../api/dues';
import type { DuesPayment } from '../../api/types';
import { mintUuid } from '../../offline/mint';
import { Sheet } from '../../ui/sheet';
import { say as tell } from '../../ui/toast';
import { duesWords } from '../../words/dues';
import { countMonths, runsOf, type Chosen } from './months';
import { amountOf, newPayment, PaymentFields } from './payment-fields';

interface PayDialogProps {
  organizationId: string;
  chosen: Chosen;
  onClose: () => void;
  onDone: () => void;
}

/** 已交 for what was chosen: when, by whom, to whom. */
export function PayDialog({ organizationId, chosen, onClose, onDone }: PayDialogProps) {
  const say = duesWords.value;
  const payment = useSignal(newPayment());
  // One key for each act, so that trying again after a lost answer records nothing twice.
  const keys = useRef<Record<string, string>>({});

  async function record(): Promise<string | null> {
    const fen = amountOf(payment.value);
    if (fen === undefined) return say.needAmount;
    const runs = runsOf(chosen);
    for (const { from, to, members } of runs) {
      const body: DuesPayment = {
        organization_id: organizationId,
        member_ids: members,
        from_month: from,
        to_month: to,
        amount_fen: fen,
        paid_on: payment.value.paidOn,
        paid_by: payment.value.paidBy,
        paid_to: payment.value.paidTo,
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
      <PaymentFields payment={payment.value} onChange={(part) => (payment.value = { ...payment.value, ...part })} />
    </Sheet>
  );
}
