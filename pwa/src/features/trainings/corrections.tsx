import { useSignal } from '@preact/signals';
import { correctTraining, listCorrections, type Training } from '../../api/trainings';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { TextArea, TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { Sheet } from '../../ui/sheet';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { trainingsWords } from '../../words/trainings';

interface CorrectionsProps {
  training: Training;
  decides: boolean;
  onChanged: () => void;
}

/** What was closed first, each correction with its basis, and the way to one more. */
export function Corrections({ training, decides, onChanged }: CorrectionsProps) {
  const { correct: word, due } = trainingsWords.value;
  const asking = useSignal(false);
  const revision = training.minutes?.revision ?? 0;
  const load = useLoad(`corrections/${training.id}/${revision}`, () => listCorrections(training.id));
  const states = load.value?.items ?? [];
  return (
    <section class="stack tight">
      {decides && (
        <div>
          <Button icon="pen" onClick={() => (asking.value = true)}>
            {word.open}
          </Button>
        </div>
      )}
      {states.length > 1 && (
        <details>
          <summary>{word.history}</summary>
          <ol class="stack tight meeting-history">
            {states.map((one) => (
              <li key={one.revision} class="note">
                <p class="small">
                  <strong>{one.basis ?? word.first}</strong> · {word.by(one.by_name ?? '', momentInWords(one.recorded_at))} ·{' '}
                  {due(one.present, one.due)}
                </p>
                <p class="kept-lines">{one.content}</p>
              </li>
            ))}
          </ol>
        </details>
      )}
      {asking.value && <CorrectSheet training={training} onClose={() => (asking.value = false)} onDone={onChanged} />}
    </section>
  );
}

function CorrectSheet({ training, onClose, onDone }: { training: Training; onClose: () => void; onDone: () => void }) {
  const { correct: word, minutes: names } = trainingsWords.value;
  const { minutes } = training;
  const content = useSignal(minutes?.content ?? '');
  const topics = useSignal(minutes?.topics ?? '');
  const basis = useSignal('');
  async function confirm(): Promise<string | null> {
    await correctTraining(training.id, minutes?.revision ?? 0, {
      basis: basis.value.trim(),
      minutes: { content: content.value.trim() || null, topics: topics.value.trim() || null },
      attendance: [],
    });
    say(word.done);
    onClose();
    onDone();
    return null;
  }
  return (
    <Sheet title={word.title} action={word.action} cancel={words.value.common.cancel} onConfirm={confirm} onClose={onClose}>
      <TextField label={word.basis} value={basis.value} maxLength={500} onValue={(value) => (basis.value = value)} />
      <TextArea label={names.topics} value={topics.value} onValue={(value) => (topics.value = value)} />
      <TextArea label={names.content} value={content.value} maxLength={20_000} onValue={(value) => (content.value = value)} />
    </Sheet>
  );
}
