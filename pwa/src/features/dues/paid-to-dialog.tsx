import { useSignal } from '@preact/signals';
import { payDues, readMemberDues } from '../../api/dues';
import type { DuesPayment, MemberDues } from '../../api/types';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { dateInWords, today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { Sheet } from '../../ui/sheet';
import { Failure, Loading } from '../../ui/states';
import { duesWords } from '../../words/dues';
import { handOver, type Hand } from '../outbox/hand';
import { firstOpen, yuanOf } from './months';
import { amountOf, newPayment, PaymentFields } from './payment-fields';

export interface PaidToProps {
  organizationId: string;
  memberId: string;
  name: string;
  hand?: Hand<DuesPayment> | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** 已交到哪个月, for one member: what was open up to that month is paid. */
export default function PaidToDialog(props: PaidToProps) {
  const say = duesWords.value;
  const load = useLoad(props.memberId, () => readMemberDues(props.memberId));
  if (load.value === undefined) {
    return (
      <Dialog
        title={say.monthsOf(props.name)}
        onClose={props.onClose}
        actions={<Button onClick={props.onClose}>{say.cancel}</Button>}
      >
        {load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />}
      </Dialog>
    );
  }
  return <PaidTo {...props} dues={load.value} />;
}

function PaidTo({ organizationId, memberId, name, hand, onClose, onDone, dues }: PaidToProps & { dues: MemberDues }) {
  const say = duesWords.value;
  const from = firstOpen(dues);
  const thisMonth = today().slice(0, 7);
  const to = useSignal(thisMonth < from ? from : thisMonth);
  const payment = useSignal(newPayment());
  const amount = dues.assessments[0];

  async function record(): Promise<string | null> {
    const fen = amountOf(payment.value);
    if (fen === undefined || (fen === null && amount === undefined)) return say.needAmount;
    if (to.value < from) return say.needMonth(dateInWords(from));
    const body: DuesPayment = {
      organization_id: organizationId,
      member_ids: [memberId],
      from_month: from,
      to_month: to.value,
      amount_fen: fen,
      paid_on: payment.value.paidOn,
      paid_by: payment.value.paidBy,
      paid_to: payment.value.paidTo,
    };
    await handOver(hand, body, (told) => payDues(told, mintUuid()), say.saved(1));
    onDone();
    return null;
  }

  return (
    <Sheet title={say.monthsOf(name)} action={say.save} cancel={say.cancel} onConfirm={record} onClose={onClose}>
      <p class="soft">
        {[
          dues.paid_to === null ? say.unknown : say.until(dateInWords(dues.paid_to)),
          amount === undefined ? say.notSet : say.perMonth(yuanOf(amount.monthly_fen)),
        ].join(' · ')}
      </p>
      <TextField
        label={say.paidToMonth}
        hint={say.paidToMonthHint(dateInWords(from))}
        type="month"
        min={from}
        max={dues.last_month}
        value={to.value}
        onValue={(value) => (to.value = value)}
      />
      <PaymentFields payment={payment.value} onChange={(part) => (payment.value = { ...payment.value, ...part })} />
    </Sheet>
  );
}
