import { useSignal } from '@preact/signals';
import { recordLeaving } from '../../api/membership';
import type { LeavingReason, Member } from '../../api/types';
import { today } from '../../ui/dates';
import { SelectField } from '../../ui/field';
import { officeWords } from '../../words/office';
import { handOver, type Hand } from '../outbox/hand';
import { BasisDialog } from './basis-dialog';

interface LeavingDialogProps {
  member: Pick<Member, 'id' | 'name'>;
  /** What the reason is, where the way here says so. */
  reason?: LeavingReason;
  hand?: Hand<{ reason: LeavingReason; on: string; basis: string }> | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** How somebody leaves the roll; the software never does this by itself. */
export function LeavingDialog({ member, reason: known, hand, onClose, onDone }: LeavingDialogProps) {
  const { members: say } = officeWords.value;
  const reason = useSignal<string>(known ?? '');
  const reasons = Object.entries(say.leavingReasons).map(([value, label]) => ({ value, label }));
  return (
    <BasisDialog
      title={say.leavingTitle(member.name)}
      action={say.save}
      lack={reason.value === '' ? say.needChoice : null}
      startOn={today()}
      onClose={onClose}
      onConfirm={async (on, basis) => {
        const body = { reason: reason.value as LeavingReason, on, basis };
        await handOver(hand, body, () => recordLeaving(member.id, body.reason, on, basis), say.recorded);
        onDone();
      }}
    >
      <p class="soft">{say.leavingHint}</p>
      <SelectField
        label={say.leavingReason}
        value={reason.value}
        options={[{ value: '', label: '' }, ...reasons]}
        onValue={(value) => (reason.value = value)}
      />
    </BasisDialog>
  );
}
