import { useSignal } from '@preact/signals';
import { decideRoll } from '../../api/keeping';
import type { Member } from '../../api/types';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { say as tell } from '../../ui/toast';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';
import { BasisDialog } from './basis-dialog';

interface RollDialogProps {
  member: Member;
  onClose: () => void;
  onDone: () => void;
}

/** A decision on 党籍 that was taken elsewhere and is recorded here. */
export function RollDialog({ member, onClose, onDone }: RollDialogProps) {
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
        await decideRoll(member.id, status.value as Member['roll_status'], on, basis);
        tell(members.recorded);
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
