import { useSignal } from '@preact/signals';
import { recordMoving } from '../../api/membership';
import type { Member } from '../../api/types';
import { today } from '../../ui/dates';
import { SelectField } from '../../ui/field';
import { say as tell } from '../../ui/toast';
import { officeWords } from '../../words/office';
import { organizations } from '../auth/workplace';
import { BasisDialog } from './basis-dialog';

interface MovingDialogProps {
  member: Member;
  onClose: () => void;
  onDone: () => void;
}

export function MovingDialog({ member, onClose, onDone }: MovingDialogProps) {
  const { members: say } = officeWords.value;
  const target = useSignal('');
  const branches = organizations.value.filter((one) => one.kind === 'branch' && one.id !== member.organization_id);
  return (
    <BasisDialog
      title={say.moveTitle(member.name)}
      action={say.move}
      lack={target.value === '' ? say.needChoice : null}
      startOn={today()}
      onClose={onClose}
      onConfirm={async (on, basis) => {
        await recordMoving(member.id, target.value, on, basis);
        tell(say.moved);
        onDone();
      }}
    >
      <SelectField
        label={say.moveTo}
        value={target.value}
        options={[{ value: '', label: '' }, ...branches.map((one) => ({ value: one.id, label: one.name }))]}
        onValue={(value) => (target.value = value)}
      />
    </BasisDialog>
  );
}
