import { useSignal } from '@preact/signals';
import { closeScreening, type Screening } from '../../api/screenings';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { words } from '../../words';
import { screeningsWords } from '../../words/screenings';
import { handOver, type Hand } from '../outbox/hand';

interface ClosingDialogProps {
  round: Screening;
  missing: string[];
  hand?: Hand<{ why_missing?: string }> | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** Closing asks once; with members missing it asks for one sentence why. */
export function ClosingDialog({ round, missing, hand, onClose, onDone }: ClosingDialogProps) {
  const { closing, and, roundName } = screeningsWords.value;
  const why = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | undefined>(undefined);

  async function close(): Promise<void> {
    if (missing.length > 0 && why.value.trim() === '') {
      refusal.value = closing.needWhy;
      return;
    }
    busy.value = true;
    try {
      const said = why.value.trim();
      await handOver(hand, said === '' ? {} : { why_missing: said }, () => closeScreening(round.id, said), closing.done);
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={closing.title(roundName(round.name))}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void close()}>
            {closing.save}
          </Button>
        </>
      }
    >
      <p class="soft">{closing.lead}</p>
      {missing.length > 0 ? (
        <>
          <p>
            {closing.missing(missing.length)} <strong>{missing.join(and)}</strong>
          </p>
          <TextArea
            label={closing.why}
            hint={closing.whyHint}
            error={refusal.value}
            maxLength={500}
            value={why.value}
            onValue={(value) => (why.value = value)}
          />
        </>
      ) : (
        refusal.value !== undefined && (
          <p class="note bad" role="alert">
            {refusal.value}
          </p>
        )
      )}
    </Dialog>
  );
}
