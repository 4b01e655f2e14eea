import { useSignal } from '@preact/signals';
import { exclude, type RollLine, type Training } from '../../api/trainings';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { trainingsWords } from '../../words/trainings';

interface ExcludeProps {
  training: Training;
  line: RollLine;
  onClose: () => void;
  onDone: () => void;
}

const BASES = ['away_half_year', 'long_ill', 'abroad', 'other'] as const;

/** 不计入应到: with its basis and the days of consent and vote; the server asks for what is missing. */
export function ExcludeSheet({ training, line, onClose, onDone }: ExcludeProps) {
  const word = trainingsWords.value.exclude;
  const basis = useSignal<(typeof BASES)[number]>('away_half_year');
  const consent = useSignal('');
  const voted = useSignal('');
  const note = useSignal('');
  async function confirm(): Promise<string | null> {
    await exclude(training.id, {
      member_id: line.member_id,
      basis_code: basis.value,
      consent_on: consent.value === '' ? null : consent.value,
      voted_on: voted.value === '' ? null : voted.value,
      note: note.value.trim() === '' ? null : note.value.trim(),
      withdrawn: false,
    });
    say(word.done);
    onClose();
    onDone();
    return null;
  }
  return (
    <Sheet title={word.title(line.name)} action={word.action} cancel={words.value.common.cancel} onConfirm={confirm} onClose={onClose}>
      <SelectField
        label={word.basis}
        value={basis.value}
        options={BASES.map((value) => ({ value, label: word.bases[value] }))}
        onValue={(value) => (basis.value = BASES.find((one) => one === value) ?? 'other')}
      />
      <TextField label={word.consent} type="date" value={consent.value} onValue={(value) => (consent.value = value)} />
      <TextField label={word.voted} type="date" value={voted.value} onValue={(value) => (voted.value = value)} />
      <TextArea label={word.note} optional value={note.value} maxLength={500} onValue={(value) => (note.value = value)} />
    </Sheet>
  );
}
