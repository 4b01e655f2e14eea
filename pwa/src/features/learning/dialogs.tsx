import { useSignal } from '@preact/signals';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { learningWords } from '../../words/learning';

interface DialogProps<T> {
  onClose: () => void;
  onDone: (value: T) => void;
}

const REASONS = ['work', 'ill', 'family', 'far', 'other'] as const;
const WAYS = ['material', 'recording', 'visit', 'host', 'other'] as const;

export function AbsentDialog({ onClose, onDone }: DialogProps<(typeof REASONS)[number]>) {
  const word = learningWords.value;
  return (
    <Dialog title={word.reasonTitle} onClose={onClose} actions={<Button onClick={onClose}>{word.cancel}</Button>}>
      <div class="stack tight">
        {REASONS.map((reason) => (
          <Button key={reason} block onClick={() => onDone(reason)}>
            {word.reasons[reason]}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}

export function HostDialog({ onClose, onDone }: DialogProps<string>) {
  const word = learningWords.value;
  const name = useSignal('');
  return (
    <Dialog
      title={word.hostTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{word.cancel}</Button>
          <Button look="primary" disabled={name.value.trim() === ''} onClick={() => onDone(name.value.trim())}>
            {word.save}
          </Button>
        </>
      }
    >
      <TextField label={word.hostBranch} value={name.value} maxLength={200} onValue={(value) => (name.value = value)} />
    </Dialog>
  );
}

export function CodeDialog({ onClose, onDone }: DialogProps<string>) {
  const word = learningWords.value;
  const code = useSignal('');
  return (
    <Dialog
      title={word.code}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{word.cancel}</Button>
          <Button look="primary" disabled={code.value.length < 6} onClick={() => onDone(code.value)}>
            {word.codeAction}
          </Button>
        </>
      }
    >
      <p class="soft">{word.codeHint}</p>
      <TextField
        label={word.codeLabel}
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        value={code.value}
        onValue={(value) => (code.value = value.replace(/\D/g, ''))}
      />
    </Dialog>
  );
}

interface MakeUp {
  on_date: string;
  way: (typeof WAYS)[number];
  note: string | null;
}

export function MakeUpDialog({ from, onClose, onDone }: DialogProps<MakeUp> & { from: string }) {
  const word = learningWords.value;
  const day = useSignal(today());
  const way = useSignal<(typeof WAYS)[number]>('material');
  const note = useSignal('');
  function done(): void {
    onDone({ on_date: day.value, way: way.value, note: note.value.trim() === '' ? null : note.value.trim() });
  }
  return (
    <Dialog
      title={word.makeUpTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{word.cancel}</Button>
          <Button look="primary" onClick={done}>
            {word.save}
          </Button>
        </>
      }
    >
      <TextField label={word.makeUpOn} type="date" min={from} max={today()} value={day.value} onValue={(value) => (day.value = value)} />
      <SelectField
        label={word.makeUpWay}
        value={way.value}
        options={WAYS.map((value) => ({ value, label: word.ways[value] }))}
        onValue={(value) => (way.value = WAYS.find((one) => one === value) ?? 'other')}
      />
      <TextArea label={word.makeUpNote} value={note.value} maxLength={500} onValue={(value) => (note.value = value)} />
    </Dialog>
  );
}
