import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { words } from '../../words';
import { officeWords } from '../../words/office';

interface BasisDialogProps {
  title: string;
  action: string;
  /** What the part above the date still lacks. */
  lack: string | null;
  startOn: string;
  /** What the day is called here; a day on which something begins, unless said otherwise. */
  onLabel?: string;
  basisHint?: string;
  onClose: () => void;
  onConfirm: (on: string, basis: string) => Promise<void>;
  children: ComponentChildren;
}

/** A decision about a membership: it names its day and what it rests on. */
export function BasisDialog(props: BasisDialogProps) {
  const { title, action, lack, startOn, onLabel, basisHint, onClose, onConfirm, children } = props;
  const { members: say } = officeWords.value;
  const on = useSignal(startOn);
  const basis = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function confirm(): Promise<void> {
    refusal.value = lack ?? (basis.value.trim() === '' ? say.needBasis : null);
    if (refusal.value !== null) return;
    busy.value = true;
    try {
      await onConfirm(on.value, basis.value.trim());
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void confirm()}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      <TextField label={onLabel ?? say.on} type="date" value={on.value} onValue={(value) => (on.value = value)} />
      <TextField
        label={say.basis}
        hint={basisHint ?? say.basisHint}
        maxLength={200}
        value={basis.value}
        onValue={(value) => (basis.value = value)}
      />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
