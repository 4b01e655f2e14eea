import { useSignal } from '@preact/signals';
import { correctTraining, handInOpinion, recordMakeUp, type RollLine, type Training } from '../../api/trainings';
import { today } from '../../ui/dates';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { trainingsWords } from '../../words/trainings';

interface SheetProps {
  training: Training;
  line: RollLine;
  onClose: () => void;
  onDone: () => void;
}

const WAYS = ['hall', 'video', 'host', 'absent', 'none'] as const;
const REASONS = ['work', 'ill', 'family', 'far', 'other'] as const;
const MAKE_UPS = ['material', 'recording', 'visit', 'host', 'other'] as const;

/** A written opinion counts as a vote; it came on the meeting's day at the latest. */
export function OpinionSheet({ training, line, onClose, onDone }: SheetProps) {
  const word = trainingsWords.value.roll;
  const latest = training.on_date < today() ? training.on_date : today();
  const day = useSignal(latest);
  const text = useSignal('');
  async function confirm(): Promise<string | null> {
    if (day.value === '' || day.value > latest) return word.opinionLate;
    await handInOpinion(training.id, {
      member_id: line.member_id,
      received_on: day.value,
      text: text.value.trim() === '' ? null : text.value.trim(),
      withdrawn: false,
    });
    say(word.opinionSaved);
    onClose();
    onDone();
    return null;
  }
  return (
    <Sheet title={word.opinionTitle(line.name)} action={word.opinionAction} cancel={words.value.common.cancel} onConfirm={confirm} onClose={onClose}>
      <TextField label={word.opinionDay} type="date" max={latest} value={day.value} onValue={(value) => (day.value = value)} />
      <TextArea label={word.opinionText} optional value={text.value} onValue={(value) => (text.value = value)} />
    </Sheet>
  );
}

/** What a member made up, as the branch knows it: by the secretary it counts at once. */
export function MakeUpSheet({ training, line, onClose, onDone }: SheetProps) {
  const word = trainingsWords.value.makeUps;
  const day = useSignal(line.make_up?.on_date ?? today());
  const way = useSignal<(typeof MAKE_UPS)[number]>(line.make_up?.way ?? 'material');
  const note = useSignal(line.make_up?.note ?? '');
  async function confirm(): Promise<string | null> {
    if (day.value === '') return word.need;
    await recordMakeUp(training.id, {
      member_id: line.member_id,
      on_date: day.value,
      way: way.value,
      note: note.value.trim() === '' ? null : note.value.trim(),
    });
    say(word.recorded);
    onClose();
    onDone();
    return null;
  }
  return (
    <Sheet title={word.recordTitle(line.name)} action={word.recordAction} cancel={words.value.common.cancel} onConfirm={confirm} onClose={onClose}>
      <TextField label={word.day} type="date" min={training.on_date} max={today()} value={day.value} onValue={(value) => (day.value = value)} />
      <SelectField
        label={word.way}
        value={way.value}
        options={MAKE_UPS.map((value) => ({ value, label: word.ways[value] }))}
        onValue={(value) => (way.value = MAKE_UPS.find((one) => one === value) ?? 'other')}
      />
      <TextArea label={word.note} optional value={note.value} maxLength={500} onValue={(value) => (note.value = value)} />
    </Sheet>
  );
}

/** How somebody took part, put right after the meeting was closed; its figures are counted anew. */
export function CorrectWaySheet({ training, line, onClose, onDone }: SheetProps) {
  const { correct: word, roll } = trainingsWords.value;
  const way = useSignal<(typeof WAYS)[number]>(line.way ?? 'none');
  const host = useSignal(line.host_branch ?? '');
  const reason = useSignal<(typeof REASONS)[number]>(line.reason_code ?? 'work');
  const basis = useSignal('');
  async function confirm(): Promise<string | null> {
    if (basis.value.trim() === '') return word.needBasis;
    await correctTraining(training.id, training.minutes?.revision ?? 0, {
      basis: basis.value.trim(),
      attendance: [
        {
          member_id: line.member_id,
          way: way.value,
          host_branch: way.value === 'host' ? host.value.trim() || null : null,
          reason_code: way.value === 'absent' ? reason.value : null,
          reason: way.value === 'absent' ? line.reason : null,
        },
      ],
    });
    say(word.wayDone);
    onClose();
    onDone();
    return null;
  }
  return (
    <Sheet title={word.wayTitle(line.name)} action={word.action} cancel={words.value.common.cancel} onConfirm={confirm} onClose={onClose}>
      <SelectField
        label={word.howCame}
        value={way.value}
        options={WAYS.map((value) => ({ value, label: roll[value] }))}
        onValue={(value) => (way.value = WAYS.find((one) => one === value) ?? 'none')}
      />
      {way.value === 'host' && <TextField label={roll.hostBranch} value={host.value} maxLength={200} onValue={(value) => (host.value = value)} />}
      {way.value === 'absent' && (
        <SelectField
          label={word.why}
          value={reason.value}
          options={REASONS.map((value) => ({ value, label: roll.reasons[value] }))}
          onValue={(value) => (reason.value = REASONS.find((one) => one === value) ?? 'other')}
        />
      )}
      <TextField label={word.basis} value={basis.value} maxLength={500} onValue={(value) => (basis.value = value)} />
    </Sheet>
  );
}
