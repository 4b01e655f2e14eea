import { useSignal } from '@preact/signals';
import { endRole } from '../../api/accounts';
import type { GivenRole } from '../../api/types';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { accountsWords } from '../../words/accounts';

interface EndDialogProps {
  grant: GivenRole;
  onClose: () => void;
  onDone: () => void;
}

/** End a duty at once, or after a last day. */
export function EndDialog({ grant, onClose, onDone }: EndDialogProps) {
  const say = accountsWords.value;
  const when = useSignal<'now' | 'on'>('now');
  const lastOn = useSignal(today());
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function end(): Promise<void> {
    busy.value = true;
    try {
      await endRole(grant, when.value === 'now' ? null : lastOn.value);
      tell(when.value === 'now' ? say.endedDone : say.endedLater);
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={say.endTitle(grant.name, say.roles[grant.role] ?? grant.role)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="danger" busy={busy.value} onClick={() => void end()}>
            {say.end}
          </Button>
        </>
      }
    >
      <ChoiceField
        label={say.endWhen}
        value={when.value}
        options={[
          { value: 'now', label: say.endNow },
          { value: 'on', label: say.endOn },
        ]}
        onValue={(value) => (when.value = value as 'now' | 'on')}
      />
      {when.value === 'on' && (
        <TextField
          label={say.lastOn}
          type="date"
          min={today()}
          value={lastOn.value}
          onValue={(value) => (lastOn.value = value)}
        />
      )}
      {!grant.delegated && <p class="soft small">{say.endHint}</p>}
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
