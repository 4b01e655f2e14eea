import { useSignal } from '@preact/signals';
import { makeCampaign } from '../../api/contributions';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextArea, TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { contributionsWords } from '../../words/contributions';

interface CallDialogProps {
  place: string;
  onClose: () => void;
  onDone: () => void;
}

/** A call: its name, the text for the group, from when and until when. */
export function CallDialog({ place, onClose, onDone }: CallDialogProps) {
  const { value: word } = contributionsWords;
  const title = useSignal('');
  const text = useSignal('');
  const fromOn = useSignal(today());
  const untilOn = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function call(): Promise<void> {
    refusal.value = title.value.trim() === '' ? word.needTitle : text.value.trim() === '' ? word.needText : null;
    if (refusal.value !== null) return;
    busy.value = true;
    try {
      await makeCampaign({
        organization_id: place,
        title: title.value.trim(),
        text: text.value.trim(),
        from_on: fromOn.value,
        ...(untilOn.value === '' ? {} : { until_on: untilOn.value }),
      });
      say(word.called);
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={word.call}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void call()}>
            {word.callSave}
          </Button>
        </>
      }
    >
      <TextField label={word.callTitle} maxLength={100} value={title.value} onValue={(value) => (title.value = value)} />
      <TextArea
        label={word.callText}
        hint={word.callTextHint}
        value={text.value}
        onValue={(value) => (text.value = value)}
      />
      <div class="pair">
        <TextField label={word.callFrom} type="date" value={fromOn.value} onValue={(value) => (fromOn.value = value)} />
        <TextField
          label={word.callUntil}
          type="date"
          optional
          value={untilOn.value}
          onValue={(value) => (untilOn.value = value)}
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
