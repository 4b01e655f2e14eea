import { useSignal } from '@preact/signals';
import { decideRoll } from '../../api/keeping';
import type { Member } from '../../api/types';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';
import { handOver, type Hand } from '../outbox/hand';
import { BasisDialog } from './basis-dialog';

interface RollDialogProps {
  member: Pick<Member, 'id' | 'name' | 'roll_status'>;
  hand?: Hand<{ roll_status: Member['roll_status']; on: string; basis: string }> | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** A decision on 党籍 that was taken elsewhere and is recorded here. */
export function RollDialog({ member, hand, onClose, onDone }: RollDialogProps) {
  const { roll: say, decision } = keepingWords.value;
  const { members } = officeWords.value;
  const status = useSignal('');
  const others = Object.entries(members.rollStatuses).filter(([value]) => value !== member.roll_status);
  return (
    <BasisDialog
      title={say.title(member.name)}
      action={decision.save}
      lack={status.value === '' ? members.needChoice : null}
      startOn={today()}
      onLabel={decision.on}
      basisHint={say.basisHint}
      onClose={onClose}
      onConfirm={async (on, basis) => {
        const body = { roll_status: status.value as Member['roll_status'], on, basis };
        await handOver(hand, body, () => decideRoll(member.id, body.roll_status, on, basis), members.recorded);
        onDone();
      }}
    >
      <p class="soft">{say.lead}</p>
      <ChoiceField
        label={say.status}
        value={status.value}
        options={others.map(([value, label]) => ({ value, label }))}
        onValue={(value) => (status.value = value)}
      />
    </BasisDialog>
  );
}
