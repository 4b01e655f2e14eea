import { useSignal } from '@preact/signals';
import { changeGroup, createGroup } from '../../api/keeping';
import { Problem } from '../../api/problem';
import type { Group, Member } from '../../api/types';
import { Button } from '../../ui/button';
import { Tick } from '../../ui/choice';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';

interface GroupDialogProps {
  organizationId: string;
  /** Null for a new one. */
  group: Group | null;
  position: number;
  everybody: Member[];
  onClose: () => void;
  onDone: () => void;
}

export function GroupDialog({ organizationId, group, position, everybody, onClose, onDone }: GroupDialogProps) {
  const { group: say } = keepingWords.value;
  const { members } = officeWords.value;
  const name = useSignal(group?.name ?? '');
  const leader = useSignal(group?.leader_id ?? '');
  const ending = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function save(): Promise<void> {
    if (name.value.trim() === '') {
      refusal.value = say.needName;
      return;
    }
    busy.value = true;
    const told = { name: name.value.trim(), leader_id: leader.value || null };
    try {
      const receipt =
        group === null
          ? await createGroup(organizationId, told.name, position, told.leader_id)
          : await changeGroup(group, { ...told, ...(ending.value ? { ended_on: today() } : {}) });
      tell(members.saved(receipt.number));
      onDone();
    } catch (error) {
      refusal.value = error instanceof Problem && error.status === 412 ? members.stale : sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={group === null ? say.add : say.edit}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void save()}>
            {members.save}
          </Button>
        </>
      }
    >
      <TextField label={say.name} maxLength={100} value={name.value} onValue={(value) => (name.value = value)} />
      <SelectField
        label={say.leader}
        value={leader.value}
        options={[
          { value: '', label: say.noLeader },
          ...everybody.map((member) => ({ value: member.id, label: member.name })),
        ]}
        onValue={(value) => (leader.value = value)}
      />
      {group !== null && (
        <Tick
          label={say.end}
          hint={say.endHint}
          checked={ending.value}
          onChecked={(checked) => (ending.value = checked)}
        />
      )}
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
