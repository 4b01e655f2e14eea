import { useSignal } from '@preact/signals';
import { revokeSystem } from '../../api/systems';
import type { ServiceClient } from '../../api/types';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { systemsWords } from '../../words/systems';

interface RevokeDialogProps {
  system: ServiceClient;
  onClose: () => void;
  onDone: () => void;
}

/** Ask once, then let a system go for good. */
export function RevokeDialog({ system, onClose, onDone }: RevokeDialogProps) {
  const say = systemsWords.value;
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function revoke(): Promise<void> {
    busy.value = true;
    try {
      await revokeSystem(system);
      tell(say.revokedDone(system.name));
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={say.revokeTitle(system.name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="danger" busy={busy.value} onClick={() => void revoke()}>
            {say.revoke}
          </Button>
        </>
      }
    >
      <p>{say.revokeLead}</p>
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
