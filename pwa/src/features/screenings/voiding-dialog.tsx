import { useSignal } from '@preact/signals';
import { voidScreening } from '../../api/screenings';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { screeningsWords } from '../../words/screenings';

interface VoidingDialogProps {
  id: string;
  onClose: () => void;
  onDone: () => void;
}

/** A round opened by mistake: only while nobody was asked after in it. */
export function VoidingDialog({ id, onClose, onDone }: VoidingDialogProps) {
  const { voiding: word } = screeningsWords.value;
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function save(): Promise<void> {
    busy.value = true;
    try {
      await voidScreening(id);
      say(word.done);
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={word.open}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="danger" busy={busy.value} onClick={() => void save()}>
            {word.save}
          </Button>
        </>
      }
    >
      <p>{word.lead}</p>
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
