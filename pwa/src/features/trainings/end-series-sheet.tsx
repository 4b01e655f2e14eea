import { useSignal } from '@preact/signals';
import { endSeries } from '../../api/trainings';
import { today } from '../../ui/dates';
import { TextArea, TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { say } from '../../ui/toast';
import { trainingsWords } from '../../words/trainings';

interface EndSeriesProps {
  seriesId: string;
  /** The day of the meeting from which it is ended; that one is kept. */
  day: string;
  onClose: () => void;
  onDone: () => void;
}

/** A series ends after a day: what was planned later is called off, what was held stays. */
export function EndSeriesSheet({ seriesId, day, onClose, onDone }: EndSeriesProps) {
  const word = trainingsWords.value.series;
  const last = useSignal(day > today() ? day : today());
  const reason = useSignal('');
  async function confirm(): Promise<string | null> {
    if (last.value === '' || reason.value.trim() === '') return word.need;
    await endSeries(seriesId, last.value, reason.value.trim());
    say(word.done);
    onClose();
    onDone();
    return null;
  }
  return (
    <Sheet title={word.title} action={word.action} cancel={word.keep} onConfirm={confirm} onClose={onClose}>
      <TextField label={word.last} hint={word.lastHint} type="date" min={today()} value={last.value} onValue={(value) => (last.value = value)} />
      <TextArea label={word.reason} value={reason.value} maxLength={500} onValue={(value) => (reason.value = value)} />
    </Sheet>
  );
}
