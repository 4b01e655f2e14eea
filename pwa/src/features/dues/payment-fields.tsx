import type { DuesPayment } from '../../api/types';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { duesWords } from '../../words/dues';
import { fenOf } from './months';

export interface Payment {
  paidOn: string;
  paidBy: NonNullable<DuesPayment['paid_by']>;
  paidTo: NonNullable<DuesPayment['paid_to']>;
  amount: string;
}

export function newPayment(): Payment {
  return { paidOn: today(), paidBy: 'self', paidTo: 'branch', amount: '' };
}

/** What was typed as an amount: null where nothing was, undefined where it is no money. */
export function amountOf({ amount }: Payment): number | null | undefined {
  return amount.trim() === '' ? null : (fenOf(amount) ?? undefined);
}

interface PaymentFieldsProps {
  payment: Payment;
  onChange: (part: Partial<Payment>) => void;
}

/** When it was paid, by whom, to whom. The branch itself never advances dues. */
export function PaymentFields({ payment, onChange }: PaymentFieldsProps) {
  const say = duesWords.value;
  return (
    <>
      <TextField
        label={say.paidOn}
        type="date"
        max={today()}
        value={payment.paidOn}
        onValue={(paidOn) => onChange({ paidOn })}
      />
      <ChoiceField
        label={say.paidBy}
        hint={say.neverBranch}
        value={payment.paidBy}
        options={Object.entries(say.paidBys).map(([value, label]) => ({ value, label }))}
        onValue={(value) => onChange({ paidBy: value as Payment['paidBy'] })}
      />
      <ChoiceField
        label={say.paidToWhom}
        value={payment.paidTo}
        options={Object.entries(say.paidToWhoms).map(([value, label]) => ({ value, label }))}
        onValue={(value) => onChange({ paidTo: value as Payment['paidTo'] })}
      />
      <TextField
        label={say.amountEach}
        hint={say.amountHint}
        optional
        inputMode="decimal"
        maxLength={10}
        value={payment.amount}
        onValue={(amount) => onChange({ amount })}
      />
    </>
  );
}
