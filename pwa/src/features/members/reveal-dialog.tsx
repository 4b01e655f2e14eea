import { useSignal } from '@preact/signals';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { officeWords } from '../../words/office';

interface RevealDialogProps {
  onClose: () => void;
  /** Asks the server for the plain values, and shows them. */
  reveal: () => Promise<void>;
}

/** Say before, not after, that looking leaves a trace. */
export function RevealDialog({ onClose, reveal }: RevealDialogProps) {
  const { members: say } = officeWords.value;
  const busy = useSignal(false);

  async function look(): Promise<void> {
    busy.value = true;
    try {
      await reveal();
    } catch (error) {
      tell(sentenceOf(error));
    }
    onClose();
  }

  return (
    <Dialog
      title={say.revealTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void look()}>
            {say.reveal}
          </Button>
        </>
      }
    >
      <p>{say.revealBody}</p>
    </Dialog>
  );
}
