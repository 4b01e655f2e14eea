import { useSignal } from '@preact/signals';
import { delegate } from '../../api/accounts';
import type { GivenRole, Organization } from '../../api/types';
import { Button } from '../../ui/button';
import { addDays, today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { accountsWords } from '../../words/accounts';
import { ChosenPerson, PersonChoice, type Chosen } from './person-choice';

interface DelegateDialogProps {
  branch: Organization;
  grants: GivenRole[];
  onClose: () => void;
  onDone: () => void;
}

const TWO_WEEKS = 13;

/** 委托代办: from a day to a day, somebody of the branch acts for the secretary. */
export function DelegateDialog({ branch, grants, onClose, onDone }: DelegateDialogProps) {
  const say = accountsWords.value;
  const chosen = useSignal<Chosen | null>(null);
  const from = useSignal(today());
  const to = useSignal(addDays(today(), TWO_WEEKS));
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function hand(): Promise<void> {
    if (chosen.value === null) {
      refusal.value = say.needWho;
      return;
    }
    busy.value = true;
    try {
      await delegate(branch.id, chosen.value.personId, from.value, to.value);
      tell(say.delegatedDone(chosen.value.name));
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={say.delegateTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void hand()}>
            {say.delegateSubmit}
          </Button>
        </>
      }
    >
      <p class="soft">{say.delegateLead}</p>
      {chosen.value === null ? (
        <PersonChoice
          label={say.delegateTo}
          organizationId={branch.id}
          grants={grants.filter((grant) => grant.organization_id === branch.id)}
          onChoose={(one) => (chosen.value = one)}
        />
      ) : (
        <ChosenPerson label={say.delegateTo} chosen={chosen.value} onOther={() => (chosen.value = null)} />
      )}
      <div class="pair">
        <TextField
          label={say.from}
          type="date"
          min={today()}
          value={from.value}
          onValue={(value) => (from.value = value)}
        />
        <TextField
          label={say.to}
          type="date"
          min={from.value}
          value={to.value}
          onValue={(value) => (to.value = value)}
        />
      </div>
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
