import { useSignal } from '@preact/signals';
import { rotateSecret, type Webhook } from '../../api/webhooks';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { sentenceOf } from '../../ui/states';
import { words } from '../../words';
import { webhooksWords } from '../../words/webhooks';

const HOURS = { now: 0, day: 24, week: 168 };

interface RotateDialogProps {
  webhook: Webhook;
  onClose: () => void;
  onMade: (secret: string) => void;
}

/** Make a new signing secret; the old one stays for a while, so that nothing breaks. */
export function RotateDialog({ webhook, onClose, onMade }: RotateDialogProps) {
  const say = webhooksWords.value;
  const overlap = useSignal<keyof typeof HOURS>('day');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function rotate(): Promise<void> {
    busy.value = true;
    try {
      const made = await rotateSecret(webhook.id, HOURS[overlap.value]);
      onMade(made.secret ?? '');
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={say.rotateTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void rotate()}>
            {say.rotate}
          </Button>
        </>
      }
    >
      <p>{say.rotateLead}</p>
      <ChoiceField
        label={say.overlap}
        value={overlap.value}
        options={[
          { value: 'day', label: say.overlaps.day },
          { value: 'week', label: say.overlaps.week },
          { value: 'now', label: say.overlaps.now },
        ]}
        onValue={(value) => (overlap.value = value as keyof typeof HOURS)}
      />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
