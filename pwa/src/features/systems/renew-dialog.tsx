import { useSignal } from '@preact/signals';
import { renewSecret } from '../../api/systems';
import type { NewSecret, ServiceClient } from '../../api/types';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { sentenceOf } from '../../ui/states';
import { words } from '../../words';
import { systemsWords } from '../../words/systems';
import { SecretShown } from './secret-shown';

const OVERLAPS = ['24', '168', '0'];

interface RenewDialogProps {
  system: ServiceClient;
  onClose: () => void;
  onDone: () => void;
}

/** Give a system another secret, and say how long the present one goes on. */
export function RenewDialog({ system, onClose, onDone }: RenewDialogProps) {
  const say = systemsWords.value;
  const hours = useSignal('24');
  const made = useSignal<NewSecret | null>(null);
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function renew(): Promise<void> {
    busy.value = true;
    try {
      made.value = await renewSecret(system, Number(hours.value));
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
    }
    busy.value = false;
  }

  if (made.value !== null) {
    return (
      <Dialog
        title={say.secretTitle(system.name)}
        onClose={onClose}
        actions={<Button onClick={onClose}>{words.value.common.close}</Button>}
      >
        <SecretShown secret={made.value} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={say.renewTitle(system.name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void renew()}>
            {say.renewSubmit}
          </Button>
        </>
      }
    >
      <p class="soft">{say.renewLead}</p>
      <ChoiceField
        label={say.overlap}
        value={hours.value}
        options={OVERLAPS.map((value) => ({ value, label: say.overlaps[value] ?? value }))}
        onValue={(value) => (hours.value = value)}
      />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
